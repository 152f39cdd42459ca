import type { Listing } from '#tables';
import type { DirectoryPerson, DirectoryUnit, PublicUnit } from './read-directory.query.js';

interface Line {
  readonly unit: DirectoryUnit;
  /** Null: of the unit itself. */
  readonly person: DirectoryPerson | null;
}

/** The internal directory as a table: each unit, then its people. */
export function internalListing(units: readonly DirectoryUnit[], zone: string): Listing<Line> {
  return {
    title: 'Danh bạ nội bộ',
    zone,
    rows: units.flatMap((unit) => [{ unit, person: null }, ...unit.people.map((person) => ({ unit, person }))]),
    columns: [
      { title: 'Mã đơn vị', kind: 'text', width: 12, of: ({ unit }) => unit.code },
      { title: 'Đơn vị', kind: 'text', width: 40, of: ({ unit }) => unit.name },
      { title: 'Họ và tên', kind: 'text', width: 28, of: ({ person }) => person?.fullName ?? null },
      { title: 'Chức vụ', kind: 'text', width: 28, of: ({ person }) => person?.title ?? null },
      { title: 'Điện thoại', kind: 'text', width: 20, of: ({ unit, person }) => (person ?? unit).phone },
      { title: 'Phòng làm việc', kind: 'text', width: 14, of: ({ unit, person }) => (person ?? unit).room },
      { title: 'Thư điện tử', kind: 'text', width: 36, of: ({ unit, person }) => (person === null ? unit.mailboxes.join(', ') : person.email) },
    ],
  };
}

/** The published directory as a table, a line for each unit. */
export function publicListing(units: readonly PublicUnit[], zone: string): Listing<PublicUnit> {
  return {
    title: 'Danh bạ',
    zone,
    rows: units,
    columns: [
      { title: 'Đơn vị', kind: 'text', width: 40, of: ({ name }) => name },
      { title: 'Người đứng đầu', kind: 'text', width: 40, of: ({ heads }) => heads.map(({ fullName, title }) => `${fullName} (${title})`).join(', ') },
      { title: 'Điện thoại', kind: 'text', width: 20, of: ({ phone }) => phone },
      { title: 'Thư điện tử', kind: 'text', width: 36, of: ({ mailboxes }) => mailboxes.join(', ') },
    ],
  };
}
