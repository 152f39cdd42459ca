import { CongvanError, type Finding } from '#foundation';

/** A called instance does not end by itself: its caller would wait for ever for what it was to bring. */
export class CalledInstanceError extends CongvanError {
  readonly code = 'runtime.called-instance';
  readonly kind = 'conflict';
  constructor(instanceId: string, callerId: string) {
    super(`Process instance ${instanceId} was called by ${callerId}, which waits for it.`, {
      findings: [
        {
          where: instanceId,
          what: `was called by ${callerId}, which waits for it`,
          mend: 'Cancel the caller, or modify it: cancel the call activity there and start where it is to go on.',
        },
      ],
    });
  }
}

/** The plan does not fit the two versions; no instance was looked at. */
export class MigrationPlanRefusedError extends CongvanError {
  readonly code = 'runtime.migration-plan-refused';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The migration plan has ${findings.length} finding(s); no instance was migrated.`, { findings });
  }
}

/** The instance runs another definition than the one the plan starts from. */
export class OtherDefinitionError extends CongvanError {
  readonly code = 'runtime.other-definition';
  readonly kind = 'conflict';
  constructor(instanceId: string) {
    const what = 'does not run the definition that the plan starts from';
    super(`Process instance ${instanceId} ${what}.`, {
      findings: [{ where: instanceId, what, mend: 'Leave it out, or migrate it by a plan of its own.' }],
    });
  }
}

/** People or groups that the office does not have would hold the task. */
export class UnknownOwnersError extends CongvanError {
  readonly code = 'runtime.unknown-owners';
  readonly kind = 'invalid';
  constructor(names: readonly string[]) {
    super(`The office does not have ${names.join(', ')}.`, {
      findings: names.map((name) => ({
        where: name,
        what: 'is neither a person nor a group of this office',
        mend: 'Correct the name, or register it first.',
      })),
    });
  }
}

/** A date of a task lies further from now than anybody can mean: the year was mistyped. */
export class FarOffTaskDateError extends CongvanError {
  readonly code = 'runtime.far-off-task-date';
  readonly kind = 'invalid';
  constructor(findings: readonly Finding[]) {
    super(`The task stays as it is: ${findings.map(({ where, what }) => `${where} ${what}`).join('; ')}.`, { findings });
  }
}

/** Who looks after the machines would do, and read, what is another's. */
export class TaskForOneselfError extends CongvanError {
  readonly code = 'runtime.task-for-oneself';
  readonly kind = 'forbidden';
  constructor(taskId: string, operator: string) {
    super(
      `${operator} gives the task ${taskId} to others only, not to himself or a group of his. ` +
        'Whoever it is offered to claims it, or the head of his unit hands it to him.',
    );
  }
}
