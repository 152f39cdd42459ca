import type { ListingColumn } from '#tables';
import type { FigureDefinition } from '../../report/report.js';

/** A column for each figure, under its title and with what it means and of what it speaks. */
export function figureColumns<Row, Figure extends string>(
  definitions: Readonly<Record<Figure, FigureDefinition>>,
  of: (row: Row, figure: Figure) => number | null,
): ListingColumn<Row>[] {
  return (Object.entries(definitions) as [Figure, FigureDefinition][]).map(([figure, { title, meaning, population, unit }]) => ({
    title,
    meaning: `${meaning} Phạm vi tính: ${population}`,
    kind: unit,
    width: 18,
    of: (row) => of(row, figure),
  }));
}
