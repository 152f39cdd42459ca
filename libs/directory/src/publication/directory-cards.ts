import { card, type CardProperty } from './vcard.js';
import type { DirectoryUnit, PublicUnit } from './read-directory.query.js';

/** Cards of all units and of everybody who works in them, for the address books of the office (RFC 6350). */
export function internalCards(agency: string, units: readonly DirectoryUnit[]): string {
  const cards = units.flatMap((unit) => [
    unitCard(agency, unit, unit.room),
    ...unit.people.map((person) =>
      card([
        ['KIND', 'individual'],
        ['FN', person.fullName],
        ['N', nameParts(person.fullName)],
        ['TITLE', person.title],
        ['ORG', [agency, unit.name]],
        ['TEL', person.phone, 'TYPE=work'],
        ['EMAIL', person.email, 'TYPE=work'],
        ['NOTE', roomNote(person.room)],
      ]),
    ),
  ]);
  return cards.join('');
}

/** Cards of the units alone, as the public may have them. */
export function publicCards(agency: string, units: readonly PublicUnit[]): string {
  return units.map((unit) => unitCard(agency, unit, null)).join('');
}

function unitCard(agency: string, { name, phone, mailboxes }: Pick<PublicUnit, 'name' | 'phone' | 'mailboxes'>, room: string | null): string {
  return card([
    ['KIND', 'org'],
    ['FN', name],
    ['ORG', [agency, name]],
    ['TEL', phone, 'TYPE=work'],
    ...mailboxes.map((address): CardProperty => ['EMAIL', address, 'TYPE=work']),
    ['NOTE', roomNote(room)],
  ]);
}

/** Family; given; additional; prefixes; suffixes: `Phan Văn Cường` is Phan, Cường, Văn. */
function nameParts(fullName: string): readonly (readonly string[])[] {
  const words = fullName.split(' ');
  const [family, given, additional] = words.length === 1 ? ['', words[0]!, []] : [words[0]!, words.at(-1)!, words.slice(1, -1)];
  return [[family], [given], additional.length > 0 ? [additional.join(' ')] : [''], [''], ['']];
}

function roomNote(room: string | null): string | null {
  return room === null ? null : `Phòng làm việc: ${room}`;
}
