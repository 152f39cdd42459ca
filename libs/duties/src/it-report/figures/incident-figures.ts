import { type Figure, type FigureDefinition, type FigureReader, figuresOf } from './figure.js';

const happened = { group: 'incidents', unit: 'count', when: 'period' } as const;

const INCIDENTS = {
  /** Reports, also those that were merged with another or turned out to be none. */
  'incidents.reported': { ...happened, name: 'Sự cố được báo', meaning: 'Số lần báo sự cố trong kỳ, kể cả báo gộp vào sự cố khác hoặc không phải sự cố.' },
  'incidents.merged': { ...happened, name: 'Trong đó gộp vào sự cố khác', meaning: 'Số lần báo trong kỳ đã gộp vào một sự cố khác đến lúc lập báo cáo.' },
  /** Fixed and confirmed, whenever it was reported. */
  'incidents.closed': { ...happened, name: 'Sự cố đã khắc phục xong', meaning: 'Số sự cố được xác nhận đã khắc phục trong kỳ, báo từ bất cứ lúc nào.' },
  'incidents.open': { group: 'incidents', unit: 'count', when: 'drawing', name: 'Sự cố chưa xong', meaning: 'Số sự cố chưa khắc phục xong lúc lập báo cáo.' },
  /** From the report to its end, of those closed in the period. */
  'incidents.minutesToClose': { ...happened, unit: 'minutes', name: 'Thời gian khắc phục trung bình', meaning: 'Từ lúc báo đến lúc xác nhận đã khắc phục, trung bình của sự cố xong trong kỳ, tính theo đồng hồ.' },
} as const satisfies Record<string, FigureDefinition>;

export const incidentFigures: FigureReader = async (tx, { from, to }, { hopName, severityName }) => {
  const [row] = await tx.query<Record<keyof typeof INCIDENTS, number | null>>(
    `select count(*) filter (where reported_at >= $1 and reported_at < $2) as "incidents.reported",
            count(*) filter (where reported_at >= $1 and reported_at < $2 and status = 'merged') as "incidents.merged",
            count(*) filter (where status = 'closed' and closed_at >= $1 and closed_at < $2) as "incidents.closed",
            count(*) filter (where closed_at is null) as "incidents.open",
            round(avg(extract(epoch from closed_at - reported_at) / 60) filter (where status = 'closed' and closed_at >= $1 and closed_at < $2))::integer as "incidents.minutesToClose"
     from incident`,
    [from, to],
  );
  const kinds = await tx.query<{ kind: string; name: string; severity: string; reports: number }>(
    `select i.kind, k.name, i.severity, count(*) as reports
     from incident i join incident_kind k on k.code = i.kind
     where i.reported_at >= $1 and i.reported_at < $2
     group by i.kind, k.name, k.sort, i.severity order by k.sort, i.kind, array_position(array['critical', 'high', 'normal', 'low'], i.severity)`,
    [from, to],
  );
  const hops = await tx.query<HopRow>(
    `select h.hop, count(*) as asked, count(*) filter (where h.outcome in ('taken', 'passed-on', 'not-incident')) as answered,
            count(*) filter (where h.outcome = 'silent') as silent,
            round(avg(extract(epoch from h.ended_at - h.asked_at) / 60) filter (where h.outcome in ('taken', 'passed-on', 'not-incident')))::integer as average,
            round(max(extract(epoch from h.ended_at - h.asked_at) / 60) filter (where h.outcome in ('taken', 'passed-on', 'not-incident')))::integer as longest
     from incident_hop h where h.asked_at >= $1 and h.asked_at < $2 group by h.hop order by h.hop`,
    [from, to],
  );
  return [
    ...figuresOf(INCIDENTS, row),
    ...kinds.map(({ kind, name, severity, reports }) => ({
      code: `incidents.reported:${kind}:${severity}`,
      ...happened,
      name: `${name}, mức «${severityName(severity)}»`,
      meaning: 'Số lần báo sự cố loại và mức ấy trong kỳ.',
      value: reports,
    })),
    ...hops.flatMap((hop) => hopFigures(hop, hopName(hop.hop))),
  ];
};

interface HopRow {
  readonly hop: string;
  readonly asked: number;
  readonly answered: number;
  readonly silent: number;
  /** Minutes by the clock; null where nobody has answered. */
  readonly average: number | null;
  readonly longest: number | null;
}

/** How one level has answered the questions about incidents that it was asked in the period. */
function hopFigures({ hop, asked, answered, silent, average, longest }: HopRow, name: string): Figure[] {
  const line = (code: string, what: string, meaning: string, value: number | null, unit: 'count' | 'minutes' = 'count'): Figure => ({
    code: `incidents.${code}:${hop}`,
    group: 'incidents',
    unit,
    when: 'period',
    name: `Hỏi ${name}: ${what}`,
    meaning,
    value,
  });
  return [
    line('asked', 'số lần', 'Số lần cấp ấy được hỏi về sự cố trong kỳ.', asked),
    line('answered', 'đã trả lời', 'Trong số ấy, số lần cấp ấy đã tiếp nhận, chuyển tiếp hoặc nói không phải sự cố.', answered),
    line('silent', 'quá giờ không trả lời', 'Trong số ấy, số lần hết giờ mà không ai ở cấp ấy trả lời.', silent),
    line('averageMinutes', 'trả lời trung bình sau', 'Từ lúc hỏi đến lúc trả lời, trung bình, tính theo đồng hồ.', average, 'minutes'),
    line('longestMinutes', 'trả lời lâu nhất sau', 'Từ lúc hỏi đến lúc trả lời, lâu nhất, tính theo đồng hồ.', longest, 'minutes'),
  ];
}
