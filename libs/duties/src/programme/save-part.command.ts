import type { Command } from '#runtime';
import { DutyForbiddenError, DutyStateError, PartChangedError, ProgrammeNotFoundError } from '../errors.js';
import type { PartContent } from './part.schema.js';
import { asJson, lockProgramme, readPart, sayProgramme } from './programme.js';
import { mayWrite } from './rights.js';

export interface SavePartInput {
  readonly programmeId: string;
  readonly unit: string;
  readonly content: PartContent;
  /** That the writer has read: what another has saved since is not overwritten. */
  readonly revision: number;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * The head of a unit or his deputy writes its part, the office that of a unit which is not on the network; it is published by the
 * task of the head. Faults are told when it is published: a draft may have gaps.
 * @throws ProgrammeNotFoundError, DutyForbiddenError, DutyStateError, PartChangedError
 */
export const savePart: Command<SavePartInput, { readonly revision: number }> = {
  name: 'duties.save-part',
  request: ({ groups: _groups, ...sent }) => sent,
  async run({ tx, now, caller, audit }, { programmeId, unit, content, revision, groups }) {
    const programme = await lockProgramme(tx, programmeId);
    const part = await readPart(tx, programmeId, unit);
    if (part === undefined) throw new ProgrammeNotFoundError(`part of ${unit} in that programme`);
    if (!mayWrite({ login: caller.actor, groups }, part)) throw new DutyForbiddenError(`write the part of ${unit}`);
    const corrected = `Correct it by POST /api/v1/work-programmes/${programmeId}/parts/${unit}/versions.`;
    if (programme.status !== 'writing' || part.version > 0) throw new DutyStateError(sayProgramme(programme), programme.status, 'writing a draft', corrected);
    if (revision !== part.revision) throw new PartChangedError(unit, part.revision);
    await tx.execute(
      'update programme_part set draft = $3, revision = revision + 1, written_by = $4, written_at = $5 where programme_id = $1 and unit_code = $2',
      [programmeId, unit, asJson(content), caller.actor, now],
    );
    audit({ subject: 'work-programme', subjectId: programmeId, detail: { event: 'saved', unit, revision: revision + 1 } });
    return { revision: revision + 1 };
  },
};
