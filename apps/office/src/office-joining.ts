import { AccountSystemUnavailableError } from '#connectors';
import { changeMailboxStatus, createMailbox, loginFromName, registerPerson } from '#directory';
import { type AccountSystems, findStrangers } from '#identity';
import { type JoiningTools, type OutsideNames, type RecordRecruitmentInput, recordRecruitment, type Recruitment } from '#personnel';
import { throughGate } from './office-gate.js';
import { leavingTools } from './office-leaving.js';

const { tell, withdrawPost, lockAccount } = leavingTools;

/** What taking people on needs of directory, accounts and notices. */
export const joiningTools: JoiningTools = {
  tell,
  withdrawPost,
  lockAccount,
  appoint: leavingTools.appoint,
  registerPerson: (context, person) => context.run(registerPerson, person),
  async createMailbox(context, { login }) {
    const [found] = await context.tx.query<{ needed: boolean }>(
      `select exists (select from agency where mail_domain is not null)
              and not exists (select from mailbox where login = $1 and status <> 'removed') as needed`,
      [login],
    );
    if (found?.needed) await context.run(createMailbox, { kind: 'personal', login });
  },
  async removeMailbox(context, { login, reason }) {
    const [box] = await context.tx.query<{ id: string }>(`select id from mailbox where login = $1 and status <> 'removed'`, [login]);
    if (box !== undefined) await context.run(changeMailboxStatus, { id: box.id, status: 'removed', reason });
  },
};

/** Decisions that take people on: what is written about them goes through the gate. */
export const officeRecruitment = { record: throughGate(recordRecruitment, ({ recruitment }, { id }) => ({ subject: 'personnel-decision', subjectId: id, texts: recruitment })) };

/** The decision with what other systems say about the login that it would give, asked outside of any transaction. */
export async function askAboutRecruitment(systems: AccountSystems, recruitment: Recruitment): Promise<RecordRecruitmentInput> {
  const proposed = recruitment.login ?? loginFromName(recruitment.fullName);
  return { recruitment, proposed, outside: await outsideNames(systems), systems: systems.names };
}

async function outsideNames(systems: AccountSystems): Promise<OutsideNames> {
  const asked = await Promise.all(
    systems.others.map(async (system) => {
      try {
        const { accounts, mailboxes } = await findStrangers(systems, system);
        return { system, names: [...accounts.map(({ name }) => name), ...mailboxes] };
      } catch (error) {
        if (!(error instanceof AccountSystemUnavailableError)) throw error;
        return { system, names: null };
      }
    }),
  );
  return {
    strangers: asked.flatMap(({ system, names }) => (names ?? []).map((name) => ({ system, name: name.toLowerCase() }))),
    unasked: asked.filter(({ names }) => names === null).map(({ system }) => system),
  };
}
