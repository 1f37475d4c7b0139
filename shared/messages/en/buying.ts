/** What the stock screen says: what is there, what can be bought, and what was bought. */
export const buying = {
  'screen.stock': 'Stock',
} as const;
