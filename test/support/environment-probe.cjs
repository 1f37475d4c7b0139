/** Says at the end of a program whether the API key is still in its environment. */
process.on('exit', () => {
  const is = 'ESIM_GO_API_KEY' in process.env ? 'still in' : 'gone from';
  process.stderr.write(`the key is ${is} the environment\n`);
});
