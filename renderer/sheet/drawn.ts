/** The faces a card uses; a font that is still on its way when the page is printed would move every line. */
const FACES = [
  '400 8pt "Atkinson Hyperlegible Next"',
  '600 8pt "Atkinson Hyperlegible Next"',
  '700 8pt "Atkinson Hyperlegible Next"',
  '400 8pt "Atkinson Hyperlegible Mono"',
];

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Settles when the page is drawn as it will be printed. */
export async function drawn(): Promise<void> {
  await Promise.all(FACES.map((face) => document.fonts.load(face)));
  await document.fonts.ready;
  // The first frame may have begun before the fonts came; after the second one everything is on the page.
  await nextFrame();
  await nextFrame();
}
