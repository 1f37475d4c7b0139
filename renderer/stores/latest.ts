/**
 * Answers can overtake each other. A lane remembers the last question asked in it:
 * `const isLatest = lane(); … if (!isLatest()) return;`
 */
export function createLane(): () => () => boolean {
  let last = 0;
  return () => {
    last += 1;
    const mine = last;
    return () => mine === last;
  };
}
