import { tidyLine } from '#foundation';

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

/**
 * A number and symbol as senders really write it (`47 /QĐ-STP`, `171/QĐ – BDT`, NFD, an Icelandic Ð for Đ), in the one
 * form that is stored: `47/QĐ-STP`.
 */
export function normaliseDocumentNumber(written: string): string {
  return tidyLine(written)
    .replace(/[\u00D0\u0189]/g, 'Đ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/ ?([/-]) ?/g, '$1');
}

/** Number and symbol of an outgoing document: `07/BC-SKHCN`; an official letter names the drafting unit, `07/SKHCN-QLCN`. */
export function composeSymbol(parts: { number: number; type: string; agency: string; unit: string }): string {
  const number = String(parts.number).padStart(2, '0');
  return parts.type === OFFICIAL_LETTER ? `${number}/${parts.agency}-${parts.unit}` : `${number}/${parts.type}-${parts.agency}`;
}
