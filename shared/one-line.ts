/** A cell as it stands on one line of a card, whatever line ends and control characters came with it. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
