/** Joins class names; absent ones are left out, because react-aria takes no undefined. */
export function cx(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
