import { AccountSystemUnavailableError } from '#connectors';
import { changeMailboxStatus, createMailbox, loginFromName, registerPerson } from '#directory';
import { type AccountSystems, findStrangers } from '#identity';
import { type DecisionInput, type JoiningTools, type OutsideNames, type RecordDecisionInput, type RecordRecruitmentInput, recordRecruitment, type Recruitment } from '#personnel';
import { throughGate } from './office-gate.js';
import { personnelTools } from './office-leaving.js';

const { tell, withdrawPost, lockAccount } = personnelTools;

/** What taking people on needs of directory, accounts and notices. */
export const joiningTools: JoiningTools = {
  tell,
  withdrawPost,
  lockAccount,
  appoint: personnelTools.appoint,
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

/** The decision with the mailboxes of other systems in which he stands and that we do not know, asked outside of any transaction. */
export async function askAboutDecision(systems: AccountSystems, decision: DecisionInput): Promise<RecordDecisionInput> {
  const asked = await askAll(systems, async (system) => {
    const unknown: string[] = [];
    for await (const { ours, address, managers, delegates } of systems.get(system).listMailboxes()) {
      if (!ours && [...managers, ...delegates].includes(decision.login)) unknown.push(address);
    }
    return unknown;
  });
  const unknown = asked.flatMap(({ system, answer }) => (answer ?? []).map((address) => ({ system, address })));
  return { decision, outside: { unknown, unasked: unasked(asked) } };
}

async function outsideNames(systems: AccountSystems): Promise<OutsideNames> {
  const asked = await askAll(systems, async (system) => {
    const { accounts, mailboxes } = await findStrangers(systems, system);
    return [...accounts.map(({ name }) => name), ...mailboxes];
  });
  return {
    strangers: asked.flatMap(({ system, answer }) => (answer ?? []).map((name) => ({ system, name: name.toLowerCase() }))),
    unasked: unasked(asked),
  };
}

interface Asked<Answer> {
  readonly system: string;
  /** Null where the system did not answer. */
  readonly answer: Answer | null;
}

/** Asks every system beside our own. */
function askAll<Answer>(systems: AccountSystems, ask: (system: string) => Promise<Answer>): Promise<Asked<Answer>[]> {
  return Promise.all(
    systems.others.map(async (system) => {
      try {
        return { system, answer: await ask(system) };
      } catch (error) {
        if (!(error instanceof AccountSystemUnavailableError)) throw error;
        return { system, answer: null };
      }
    }),
  );
}

function unasked(asked: readonly Asked<unknown>[]): string[] {
  return asked.filter(({ answer }) => answer === null).map(({ system }) => system);
}
