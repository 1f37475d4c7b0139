import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * What our build calls its files. No percent sign and no dot in front: encoded separators, `..` and hidden files are not
 * decoded and then refused, they are not names at all.
 */
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

/**
 * The file a URL path means inside `root`, by its name alone.
 * @returns null for a path that no file of ours can have
 */
export function pathInside(root: string, urlPath: string): string | null {
  if (!urlPath.startsWith('/')) return null;
  const segments = urlPath.slice(1).split('/');
  return segments.every((segment) => SEGMENT.test(segment)) ? path.join(root, ...segments) : null;
}

/**
 * The existing file that a URL path means, with symbolic links followed.
 * @returns null when there is none, or when a link leads out of `root`
 */
export async function fileInside(root: string, urlPath: string): Promise<string | null> {
  const named = pathInside(root, urlPath);
  if (named === null) return null;
  try {
    const [realRoot, file] = await Promise.all([realpath(root), realpath(named)]);
    const within = path.relative(realRoot, file);
    if (within === '' || within.startsWith('..') || path.isAbsolute(within)) return null;
    return (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}
