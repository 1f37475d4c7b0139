import JSZip, { type JSZipObject } from 'jszip';
import { StationError } from '../../shared/errors.ts';

/** A bundle is hostile until proven otherwise; these are far above what an honest one needs. */
export const LIMITS = {
  entries: 2_000,
  bytesPerEntry: 1_000_000,
  bytesInAll: 64_000_000,
};

/** Only a file at the root that is named for an ICCID is an image of ours. */
const IMAGE_NAME = /^(89\d{16,18})\.png$/i;

/**
 * Unpacks the ZIP of GET /esims/assignments in memory.
 * @returns the PNG files by ICCID; everything else in the archive (a CSV, folders, odd names) is ignored
 * @throws StationError `qr-bundle.unreadable`, `qr-bundle.too-many` or `qr-bundle.too-large`
 */
export async function unpackQrBundle(zip: Uint8Array, limits = LIMITS): Promise<Map<string, Uint8Array>> {
  const archive = await JSZip.loadAsync(zip).catch((cause: unknown) => {
    throw new StationError('qr-bundle.unreadable', {}, { cause });
  });
  const entries = Object.values(archive.files);
  if (entries.length > limits.entries) {
    throw new StationError('qr-bundle.too-many', { count: entries.length, max: limits.entries });
  }
  const images = new Map<string, Uint8Array>();
  let left = limits.bytesInAll;
  for (const entry of entries) {
    // jszip cleans `../x.png` to `x.png`; what counts is the name that was sent.
    const iccid = IMAGE_NAME.exec(entry.unsafeOriginalName ?? entry.name)?.[1];
    if (!iccid || entry.dir) continue;
    const bytes = await inflate(entry, Math.min(limits.bytesPerEntry, left));
    left -= bytes.length;
    images.set(iccid, bytes);
  }
  return images;
}

interface InflateStream {
  on(event: 'data', listener: (chunk: Uint8Array) => void): InflateStream;
  on(event: 'error', listener: (error: Error) => void): InflateStream;
  on(event: 'end', listener: () => void): InflateStream;
  resume(): InflateStream;
  pause(): InflateStream;
}

/** Counts the bytes as they come out, because the sizes that an archive declares may be lies. */
function inflate(entry: JSZipObject, most: number): Promise<Uint8Array> {
  // The streaming half of jszip's API is documented but missing from its types.
  const stream = (entry as unknown as { internalStream(type: 'uint8array'): InflateStream }).internalStream(
    'uint8array',
  );
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    stream
      .on('data', (chunk) => {
        size += chunk.length;
        if (size > most) {
          stream.pause();
          reject(new StationError('qr-bundle.too-large', { max: LIMITS.bytesInAll / 1_000_000 }));
        } else chunks.push(chunk);
      })
      .on('error', (cause) => reject(new StationError('qr-bundle.unreadable', {}, { cause })))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .resume();
  });
}
