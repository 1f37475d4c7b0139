export interface Page<Row> {
  rows: Row[];
  /** 1 for the first. */
  page: number;
  /** How many pages there are; null when the API does not say. */
  pageCount: number | null;
  /** Rows of it that were there and could not be read; absent: none. */
  unreadable?: number;
}

/**
 * Asks for one page after the other until there is none left. Without a count of pages only an empty one proves the end, for a
 * server may give fewer rows than were asked for; one that knows no pages sends the same rows again.
 */
export async function* pages<Row>(
  from: number,
  read: (page: number) => Promise<Omit<Page<Row>, 'page'>>,
  keyOf: (row: Row) => string,
): AsyncGenerator<Page<Row>, void, undefined> {
  let before: string | null = null;
  for (let page = from; ; page++) {
    const { rows, pageCount, unreadable = 0 } = await read(page);
    const [first] = rows;
    if (!first || keyOf(first) === before) return;
    yield { rows, page, pageCount, unreadable };
    if (pageCount !== null && page >= pageCount) return;
    before = keyOf(first);
  }
}
