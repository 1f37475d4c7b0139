import { constants, crc32, deflateRawSync } from 'node:zlib';
import JSZip from 'jszip';

const BLOCK = Buffer.alloc(1024 * 1024);
const BLOCKS = 220;
/** A last deflate block with nothing in it. */
const END = Buffer.from([0x03, 0x00]);
const DEFLATED = 8;

/**
 * An archive of a quarter of a megabyte whose one entry unpacks to 220 MB of zeros. One deflated block that refers to nothing
 * before it is repeated; the archive then stores the result, and its two headers are changed to say what it really is.
 */
export async function zipBomb(entry: string): Promise<Buffer> {
  const block = deflateRawSync(BLOCK, { finishFlush: constants.Z_FULL_FLUSH });
  const data = Buffer.concat([...Array<Buffer>(BLOCKS).fill(block), END]);
  let sum = 0;
  for (let i = 0; i < BLOCKS; i++) sum = crc32(BLOCK, sum);

  const archive = await new JSZip().file(entry, data).generateAsync({ type: 'nodebuffer', compression: 'STORE' });
  const directory = archive.lastIndexOf('PK\x01\x02', undefined, 'latin1');
  // Method, checksum and unpacked size in the local header, and two bytes later in the central directory.
  for (const header of [0, directory + 2]) {
    archive.writeUInt16LE(DEFLATED, header + 8);
    archive.writeUInt32LE(sum, header + 14);
    archive.writeUInt32LE(BLOCKS * BLOCK.length, header + 22);
  }
  return archive;
}
