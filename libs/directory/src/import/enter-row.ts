import type { CommandContext } from '#runtime';
import { createUnit } from '../create-unit.command.js';
import { PersonInvalidError, UnitInvalidError } from '../errors.js';
import { contactSchema } from '../contact.js';
import { createMailbox } from '../mailboxes/create-mailbox.command.js';
import { correctPerson } from '../people/correct-person.command.js';
import type { PostRole } from '../post-role.js';
import { recordAppointment } from '../posts/record-appointment.command.js';
import { registerPerson } from '../register-person.command.js';
import type { UnitKind } from '../unit-kind.js';
import { SHEET_NAMES } from './office-columns.js';
import type { ImportFinding, SheetRow } from './office-sheets.js';

/** Stands for the decision of a post that was held before the office came here. */
const BASIS_OF_OLD_POSTS = 'Nhập danh bạ đã có';

/** Enters one row by the command that enters it by hand. @throws what that throws */
export async function enterRow(context: CommandContext, { sheet, fields }: SheetRow, groups: readonly string[]): Promise<void> {
  switch (sheet) {
    case 'units':
      await enterUnit(context, fields);
      return;
    case 'people':
      await enterPerson(context, fields);
      return;
    case 'posts': {
      const { login = '', unit = '', role, title = '', from = '', to, basis = BASIS_OF_OLD_POSTS } = fields;
      await context.run(recordAppointment, { login, unit, role: role as PostRole, title, from, to, basis, groups });
      return;
    }
    case 'mailboxes': {
      const { owner = '', name: localPart, purpose } = fields;
      await context.run(createMailbox, /^[A-Z]/.test(owner) ? { kind: 'unit', unit: owner, localPart, purpose } : { kind: 'personal', login: owner, localPart });
    }
  }
}

async function enterUnit(context: CommandContext, fields: SheetRow['fields']): Promise<void> {
  const { code = '', name = '', kind, parent: parentCode, from: validFrom, sort } = fields;
  const contact = contactOf(fields, (findings) => new UnitInvalidError(findings));
  await context.run(createUnit, { code, name, kind: kind as UnitKind, parentCode, validFrom, sort: sort === undefined ? undefined : Number(sort), ...contact });
}

async function enterPerson(context: CommandContext, fields: SheetRow['fields']): Promise<void> {
  const { login = '', name: fullName = '', email } = fields;
  const contact = contactOf(fields, (findings) => new PersonInvalidError(findings));
  await context.run(registerPerson, { login, fullName, email });
  if (contact.phone !== null || contact.room !== null) await context.run(correctPerson, { login, fullName, email: email ?? null, ...contact });
}

function contactOf({ phone = null, room = null }: { phone?: string | null; room?: string | null }, refusal: (findings: { where: string; what: string }[]) => Error) {
  const read = contactSchema.safeParse({ phone, room });
  if (read.success) return read.data;
  throw refusal(read.error.issues.map(({ path, message }) => ({ where: String(path[0]), what: message })));
}

/** Units before those below them, then people, their posts, mailboxes; units that stand below themselves are told. */
export function inOrder(rows: readonly SheetRow[]): { sorted: SheetRow[]; findings: ImportFinding[] } {
  const sorted: SheetRow[] = [];
  let waiting = rows.filter(({ sheet }) => sheet === 'units');
  while (waiting.length > 0) {
    const codes = new Set(waiting.map(({ fields }) => fields['code']));
    const free = waiting.filter(({ fields }) => !codes.has(fields['parent']));
    if (free.length === 0) break;
    sorted.push(...free);
    waiting = waiting.filter((row) => !free.includes(row));
  }
  for (const name of SHEET_NAMES) if (name !== 'units') sorted.push(...rows.filter(({ sheet }) => sheet === name));
  const findings = waiting.map(({ sheet, line }) => ({ sheet, line, column: 'parent', code: 'circular-parents', what: 'would stand below itself' }));
  return { sorted, findings };
}
