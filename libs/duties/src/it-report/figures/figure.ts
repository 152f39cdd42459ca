import type { Transaction } from '#database';

/** The parts of a report, in its order. */
export const FIGURE_GROUPS = {
  work: 'Việc tự động của hệ thống',
  incidents: 'Sự cố',
  accounts: 'Tài khoản',
  mailboxes: 'Hộp thư',
  backups: 'Sao lưu',
  storage: 'Lưu trữ',
  documents: 'Văn bản',
  deadlines: 'Thời hạn',
  'sign-ins': 'Đăng nhập',
} as const;
export type FigureGroup = keyof typeof FIGURE_GROUPS;

export const FIGURE_UNITS = ['count', 'bytes', 'minutes', 'instant'] as const;

/** What a figure is, whatever its value. */
export interface FigureDefinition {
  readonly group: FigureGroup;
  /** In Vietnamese, as its line in the report. */
  readonly name: string;
  readonly unit: (typeof FIGURE_UNITS)[number];
  /** `period`: of what happened in it; `drawing`: as it stood when it was drawn. */
  readonly when: 'period' | 'drawing';
  /** What is counted, in Vietnamese; it stands beside the figure. */
  readonly meaning: string;
}

/** A figure as a report keeps it; one that was drawn keeps its meaning of that day. */
export interface Figure extends FigureDefinition {
  /** e.g. `accounts.opened`; of a list with what it is of: `incidents.reported:password-exposure:high`. */
  readonly code: string;
  /** In the unit; an instant is ISO 8601 UTC. Null: there is none, such as the last backup where there was never one. */
  readonly value: number | string | null;
}

/** First instant of the period and first instant after it, ISO 8601 UTC. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Words of other libs for what they keep. */
export interface FigureWords {
  /** A level that is asked about incidents. */
  readonly hopName: (hop: string) => string;
  /** How grave an incident is. */
  readonly severityName: (severity: string) => string;
}

/** Draws one part of a report out of what is really there. */
export type FigureReader = (tx: Transaction, span: Span, words: FigureWords) => Promise<Figure[]>;

/** The row of a query whose columns are named as the figures, as figures. */
export function figuresOf<Code extends string>(
  definitions: Readonly<Record<Code, FigureDefinition>>,
  values: Readonly<Record<Code, number | string | null>> | undefined,
): Figure[] {
  return (Object.keys(definitions) as Code[]).map((code) => ({ code, ...definitions[code], value: values?.[code] ?? null }));
}
