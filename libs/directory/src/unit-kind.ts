export const UNIT_KINDS = [
  'leadership', // lãnh đạo cơ quan: gives work, is never given any
  'office', // văn phòng
  'professional', // phòng chuyên môn
  'it', // bộ phận CNTT
  'personnel', // tổ chức – đào tạo
] as const;

export type UnitKind = (typeof UNIT_KINDS)[number];

export function isUnitKind(text: string): text is UnitKind {
  return (UNIT_KINDS as readonly string[]).includes(text);
}
