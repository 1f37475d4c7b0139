// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { QrCode } from '../../renderer/components/QrCode.tsx';
import { moduleSize } from '../../shared/card-formats.ts';
import { render, screen } from './dom.ts';

beforeAll(async () => {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
});

interface Raster {
  side: number;
  dark: Set<string>;
}

/** Paints the SVG onto a grid of modules, quiet zone included. */
function raster(svg: Element): Raster {
  const [x = 0, y = 0, side = 0] = (svg.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const dark = new Set<string>();
  const path = svg.querySelector('path')?.getAttribute('d') ?? '';
  for (const [, column, row, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let step = 0; step < Number(width); step++) dark.add(`${Number(column) + step - x},${Number(row) - y}`);
  }
  return { side, dark };
}

async function read({ side, dark }: Raster): Promise<string | undefined> {
  const scale = 6;
  const size = side * scale;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (dark.has(`${Math.floor(x / scale)},${Math.floor(y / scale)}`))
        data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  const [code] = await readBarcodes({ data, width: size, height: size, colorSpace: 'srgb' } as ImageData, {
    formats: ['QRCode'],
  });
  return code?.text;
}

const texts = [
  'LPA:1$smdp.example.com$JQ-O0l1I-1',
  `LPA:1$smdp.example.com$${'M'.repeat(255 - 'LPA:1$smdp.example.com$'.length)}`,
];

describe('a QR code', () => {
  it.each(texts)('says its text: %s', async (text) => {
    render(<QrCode text={text} label="code" />);
    expect(await read(raster(screen.getByRole('img', { name: 'code' })))).toBe(text);
  });

  it('keeps four light modules on every side', () => {
    render(<QrCode text="LPA:1$smdp.example.com$1" label="code" />);
    const { side, dark } = raster(screen.getByRole('img'));
    const places = [...dark].map((place) => place.split(',').map(Number));
    expect(Math.min(...places.flat())).toBe(4);
    expect(Math.max(...places.flat())).toBe(side - 5);
  });

  it('is black on white whatever the theme', () => {
    render(<QrCode text="x" label="code" />);
    const svg = screen.getByRole('img');
    const [, , side] = (svg.getAttribute('viewBox') ?? '').split(' ');
    const ground = svg.querySelector('rect');
    expect(ground?.getAttribute('fill')).toBe('#fff');
    expect([ground?.getAttribute('width'), ground?.getAttribute('height')]).toEqual([side, side]);
    expect(svg.querySelector('path')?.getAttribute('fill')).toBe('#000');
  });

  it('has modules of the size the card format asks for, on paper', () => {
    render(<QrCode text="LPA:1$smdp.example.com$1" label="code" moduleMm={moduleSize} />);
    const svg = screen.getByRole('img');
    const { side } = raster(svg);
    expect(svg.getAttribute('width')).toBe(`${side * moduleSize(side - 8)}mm`);
  });
});
