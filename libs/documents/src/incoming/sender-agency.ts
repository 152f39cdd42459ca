import { withoutDiacritics } from '#foundation';

/** How names of agencies are shortened; without diacritics, which clerks leave out or put otherwise (Ủy, Uỷ). */
const SHORTENED: Readonly<Record<string, string>> = {
  ubnd: 'uy ban nhan dan',
  hdnd: 'hoi dong nhan dan',
  ubmttq: 'uy ban mat tran to quoc',
  ubkt: 'uy ban kiem tra',
  bqlda: 'ban quan ly du an',
  bql: 'ban quan ly',
  bch: 'ban chap hanh',
  vpcp: 'van phong chinh phu',
  vp: 'van phong',
  tp: 'thanh pho',
  tx: 'thi xa',
  tw: 'trung uong',
  gdnn: 'giao duc nghe nghiep',
  gddt: 'giao duc va dao tao',
  khcn: 'khoa hoc va cong nghe',
  khdt: 'ke hoach va dau tu',
  tnmt: 'tai nguyen va moi truong',
};

/**
 * Left out by some where others write them. A province alone: a district, town or commune may bear the name of its
 * province, and is another agency.
 */
const LEFT_OUT = new Set(['tinh', 'va']);

/** What spellings of one agency have in common: `UBND tỉnh Bình Định` and `Uỷ ban Nhân dân Bình Định` give the same text. */
export function agencyKey(name: string): string {
  const words = withoutDiacritics(name).toLowerCase().split(/[^\p{L}\d]+/u);
  return words
    .flatMap((word) => (SHORTENED[word] ?? word).split(' '))
    .filter((word) => word !== '' && !LEFT_OUT.has(word))
    .join(' ');
}
