import { withoutDiacritics } from '#foundation';

/** The official letter (công văn): the one type without an abbreviation of its own in its symbol. */
export const OFFICIAL_LETTER = 'CV';

/** Types of administrative documents and their abbreviations, ND 30 appendix III part I; `CV` is ours. */
export const DOCUMENT_TYPE_NAMES: Readonly<Record<string, string>> = {
  CV: 'Công văn',
  NQ: 'Nghị quyết',
  QĐ: 'Quyết định',
  CT: 'Chỉ thị',
  QC: 'Quy chế',
  QyĐ: 'Quy định',
  TC: 'Thông cáo',
  TB: 'Thông báo',
  HD: 'Hướng dẫn',
  CTr: 'Chương trình',
  KH: 'Kế hoạch',
  PA: 'Phương án',
  ĐA: 'Đề án',
  DA: 'Dự án',
  BC: 'Báo cáo',
  BB: 'Biên bản',
  TTr: 'Tờ trình',
  HĐ: 'Hợp đồng',
  CĐ: 'Công điện',
  BGN: 'Bản ghi nhớ',
  BTT: 'Bản thỏa thuận',
  GUQ: 'Giấy ủy quyền',
  GM: 'Giấy mời',
  GGT: 'Giấy giới thiệu',
  GNP: 'Giấy nghỉ phép',
  PG: 'Phiếu gửi',
  PC: 'Phiếu chuyển',
  PB: 'Phiếu báo',
};

/** Types of legal normative documents: an agency receives them, and few may issue them (Law 80/2015/QH13 §4). */
const NORMATIVE_TYPE_NAMES: Readonly<Record<string, string>> = {
  L: 'Luật',
  PL: 'Pháp lệnh',
  NĐ: 'Nghị định',
  NQLT: 'Nghị quyết liên tịch',
  TT: 'Thông tư',
  TTLT: 'Thông tư liên tịch',
  VBHN: 'Văn bản hợp nhất',
};

const NAMES: Readonly<Record<string, string>> = { ...DOCUMENT_TYPE_NAMES, ...NORMATIVE_TYPE_NAMES };

/**
 * The abbreviation that somebody means who wrote it like this: exactly, else in other case, else without diacritics (`QD`
 * for `QĐ`); undefined where no type is abbreviated so.
 */
export function typeAbbreviated(written: string): string | undefined {
  const abbreviations = Object.keys(NAMES);
  const [lower, bare] = [written.toLowerCase(), bareOf(written)];
  return (
    abbreviations.find((each) => each === written) ??
    abbreviations.find((each) => each.toLowerCase() === lower) ??
    abbreviations.find((each) => bareOf(each) === bare)
  );
}

/** The abbreviation of a type by its name, however spelled (`quyết  định`), or by its abbreviation; undefined for other names. */
export function typeNamed(written: string): string | undefined {
  const bare = bareOf(written);
  return Object.keys(NAMES).find((each) => bareOf(NAMES[each]!) === bare) ?? typeAbbreviated(written);
}

/** Name of an abbreviation that {@link typeAbbreviated} gives. */
export function typeName(abbreviation: string): string {
  return NAMES[abbreviation] ?? abbreviation;
}

function bareOf(text: string): string {
  return withoutDiacritics(text).toLowerCase().replace(/\s+/g, ' ').trim();
}
