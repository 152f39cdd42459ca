import type { Listing } from '#tables';
import { type Ageing, AGEING_DEFINITIONS, type AgeingLine } from '../../report/ageing.query.js';
import { DIMENSION_TITLES } from '../report-layout.js';
import { figureColumns } from './figure-columns.js';

/** How long open tasks are overdue, as a table; the total last. @param zone IANA zone of the office */
export function ageingListing({ by, lines, total }: Ageing, zone: string): Listing<AgeingLine> {
  return {
    title: `Công việc đang mở theo ${DIMENSION_TITLES[by].toLowerCase()}`,
    columns: [
      { title: 'Mã', kind: 'text', width: 14, of: ({ key }) => key },
      { title: DIMENSION_TITLES[by], kind: 'text', width: 40, of: ({ label }) => label },
      ...figureColumns(AGEING_DEFINITIONS, (line: AgeingLine, band) => line[band]),
    ],
    rows: [...lines, total],
    zone,
  };
}
