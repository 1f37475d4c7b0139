/** What was bought and given back at this station, newest first. One function, so that asking again is asking the same. */
export const askActs = () => window.station.stock.acts();
