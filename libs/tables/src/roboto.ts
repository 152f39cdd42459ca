import { createRequire } from 'node:module';

/** Files of the faces of one font. */
interface Faces {
  readonly normal: string;
  readonly bold: string;
}

/** Roboto, which pdfmake brings, has all letters of Vietnamese; what is used of it is embedded in the file. */
export const FONTS = createRequire(import.meta.url)('pdfmake/fonts/Roboto.js') as { readonly Roboto: Faces };

export const ROBOTO = FONTS.Roboto;
