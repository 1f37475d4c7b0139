import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const DPI = 300;

async function loadDecoder(): Promise<void> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
}

/** The QR codes in a PNG. */
export async function readPicture(png: Uint8Array): Promise<string[]> {
  await loadDecoder();
  const codes = await readBarcodes(png, { formats: ['QRCode'], tryHarder: true });
  return codes.map(({ text }) => text);
}

/** Renders a PDF as a printer would, at 300 dpi, and reads its QR codes. @returns the codes of each page, in no order */
export async function readCodes(file: string): Promise<string[][]> {
  await loadDecoder();
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(await readFile(file));
  try {
    const pages: string[][] = [];
    for (const page of document.pages()) {
      const { data, width, height } = await page.render({ scale: DPI / 72, render: 'bitmap' });
      const picture = { data: new Uint8ClampedArray(data), width, height, colorSpace: 'srgb' as const };
      const codes = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 255 });
      pages.push(codes.map(({ text }) => text));
    }
    return pages;
  } finally {
    document.destroy();
    library.destroy();
  }
}
