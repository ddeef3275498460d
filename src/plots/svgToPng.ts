import sharp from 'sharp';
import { fontFiles } from './packages';

let fonts: Promise<unknown> | undefined;

/** Rendering a letter from a font file makes the renderer know that font for the rest of the process. */
function loadFonts(): Promise<unknown> {
  fonts ??= Promise.all(
    fontFiles().map((fontfile) =>
      sharp({ text: { text: 'a', font: 'DejaVu Sans', fontfile } })
        .raw()
        .toBuffer(),
    ),
  );
  return fonts;
}

/**
 * An SVG document as PNG, `scale` pixels per pixel of the drawing (default 2). Brings its own typeface, so that letters are
 * there on a machine without fonts.
 * @throws {DriftlabError} DRIFTLAB_MISSING_PACKAGE if dejavu-fonts-ttf is not installed.
 * @example
 * await writeFile('figure.png', await svgToPng(svg));
 */
export async function svgToPng(svg: string, scale = 2): Promise<Uint8Array> {
  await loadFonts();
  return await sharp(Buffer.from(svg), { density: 72 * scale })
    .png({ compressionLevel: 9, palette: false })
    .toBuffer();
}
