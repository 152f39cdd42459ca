import type { searchDocuments } from '#documents';
import { READERS } from './seed-documents.js';

type DocumentSearch = Parameters<typeof searchDocuments>[1];

/** Whoever reads all documents, as clerks do. */
const ALL = { clerk: undefined };

/** Words that stand in nearly all documents, in some and in none, of two letters, numbers, phrases; of subjects and of files. */
const WORDS = [
  '48/qđ-stp',
  'công văn 1520',
  'báo cáo',
  'chuyển đổi số',
  'y tế',
  'bao cao ket qua cai cach hanh chinh',
  'hạn hán',
  'xâm nhập mặn',
  '"xâm nhập mặn" báo cáo',
  'khieu nai thanh tra',
  'dụng2718 nghệ',
  '"thủ tục xử lý"',
  'khôngcótừnày',
  'hạn hán khôngcótừnày',
] as const;

/** Filters that leave little, much and nothing of what words leave. */
const FILTERS: readonly Partial<DocumentSearch>[] = [
  { unit: 'U7' },
  { unit: 'KHONG-CO' },
  { urgency: 'flash' },
  { urgency: 'very-urgent' },
  { type: 'Chỉ thị' },
  { type: 'BC' },
  { sender: 'sở y tế' },
  { status: 'in-progress' },
  { kind: 'outgoing' },
  { from: '2026-01-01', to: '2026-12-31' },
  { from: '2024-06-10', to: '2024-06-11' },
  { from: '2030-01-01' },
  { unit: 'U7', urgency: 'flash', from: '2025-01-01', to: '2025-03-31' },
];

export interface SearchCase {
  readonly reader: string;
  readonly search: Pick<DocumentSearch, 'q' | 'reader'> & Partial<DocumentSearch>;
}

export const SEARCH_CASES: readonly SearchCase[] = [
  ...Object.entries({ ...ALL, ...READERS }).flatMap(([name, reader]) => WORDS.map((q) => ({ reader: name, search: { q, reader } }))),
  ...FILTERS.flatMap((filter) => ['báo cáo', 'chuyển đổi số', 'hạn hán'].map((q) => ({ reader: 'filter', search: { q, reader: undefined, ...filter } }))),
  ...FILTERS.map((filter) => ({ reader: 'head-filter', search: { q: 'chuyển đổi số', reader: READERS.head, ...filter } })),
];
