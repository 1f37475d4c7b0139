/** The JSON in these bytes, with or without a byte order mark; undefined where there is none, which no JSON can be. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
