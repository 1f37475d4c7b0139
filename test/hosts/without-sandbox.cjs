// Root has no sandbox to insist on.
require('electron').app.enableSandbox = () => {};
