import { BusinessTimeAndAudit1700000000001 } from './0001-business-time-and-audit.js';
import { Runtime1700000000002 } from './0002-runtime.js';
import { IdentityAndDirectory1700000000003 } from './0003-identity-and-directory.js';
import { Documents1700000000004 } from './0004-documents.js';
import { Notifications1700000000005 } from './0005-notifications.js';
import { MessagesSignalsAndStarts1700000000006 } from './0006-messages-signals-and-starts.js';
import { Suspension1700000000007 } from './0007-suspension.js';
import { DurableJobs1700000000008 } from './0008-durable-jobs.js';
import { History1700000000009 } from './0009-history.js';
import { ExternalWorkers1700000000010 } from './0010-external-workers.js';
import { TopicsOfDefinitions1700000000011 } from './0011-topics-of-definitions.js';
import { StaleInstances1700000000012 } from './0012-stale-instances.js';
import { JobLanes1700000000013 } from './0013-job-lanes.js';
import { Calendars1700000000014 } from './0014-calendars.js';
import { Deadlines1700000000015 } from './0015-deadlines.js';
import { Reminders1700000000016 } from './0016-reminders.js';
import { SlaRollUps1700000000017 } from './0017-sla-roll-ups.js';
import { Files1700000000018 } from './0018-files.js';
import { Books1700000000019 } from './0019-books.js';
import { Search1700000000020 } from './0020-search.js';
import { Gate1700000000021 } from './0021-gate.js';
import { Outgoing1700000000022 } from './0022-outgoing.js';
import { WorkFiles1700000000023 } from './0023-work-files.js';
import { Instructions1700000000024 } from './0024-instructions.js';
import { TaskHandling1700000000025 } from './0025-task-handling.js';
import { ObligationsAndUnits1700000000026 } from './0026-obligations-and-units.js';
import { SpiltFiles1700000000027 } from './0027-spilt-files.js';
import { OutgoingDuties1700000000028 } from './0028-outgoing-duties.js';
import { SearchFilters1700000000029 } from './0029-search-filters.js';
import { ReadersOfTasks1700000000030 } from './0030-readers-of-tasks.js';
import { ArchiveReminders1700000000031 } from './0031-archive-reminders.js';
import { WithdrawnMails1700000000032 } from './0032-withdrawn-mails.js';
import { UnmarkedDocuments1700000000033 } from './0033-unmarked-documents.js';
import { OpenIncomingDocuments1700000000034 } from './0034-open-incoming-documents.js';
import { OutgoingDocumentsInSearch1700000000035 } from './0035-outgoing-documents-in-search.js';
import { InstructionsOfDocuments1700000000036 } from './0036-instructions-of-documents.js';
import { ValidatedChecks1700000000037 } from './0037-validated-checks.js';
import { TasksGivenByHand1700000000038 } from './0038-tasks-given-by-hand.js';
import { DocumentContributions1700000000039 } from './0039-document-contributions.js';
import { RefusalsWithoutWords1700000000040 } from './0040-refusals-without-words.js';
import { LeftByEarlierReleases1700000000041 } from './0041-left-by-earlier-releases.js';
import { OutgoingDocumentsByDay1700000000042 } from './0042-outgoing-documents-by-day.js';
import { DirectoryOverTime1700000000043 } from './0043-directory-over-time.js';
import { DeputiesAndMailboxes1700000000044 } from './0044-deputies-and-mailboxes.js';
import { AccountSystems1700000000045 } from './0045-account-systems.js';
import { Incidents1700000000047 } from './0047-incidents.js';
import { DraftsLeftBehind1700000000048 } from './0048-drafts-left-behind.js';
import { DutyExceptionsWithdrawn1700000000049 } from './0049-duty-exceptions-withdrawn.js';
import { DescribedOutgoingDocuments1700000000050 } from './0050-described-outgoing-documents.js';
import { AnswersExpected1700000000051 } from './0051-answers-expected.js';
import { ExposedAccounts1700000000052 } from './0052-exposed-accounts.js';
import { DraftsLeftEarlier1700000000053 } from './0053-drafts-left-earlier.js';
import { PersonnelDecisions1700000000054 } from './0054-personnel-decisions.js';
import { HandoverMinutes1700000000055 } from './0055-handover-minutes.js';
import { MailboxRequests1700000000056 } from './0056-mailbox-requests.js';
import { ReorganisationPlans1700000000057 } from './0057-reorganisation-plans.js';
import { Website1700000000058 } from './0058-website.js';
import { WorkProgrammes1700000000059 } from './0059-work-programmes.js';
import { ItReports1700000000060 } from './0060-it-reports.js';
import { Backups1700000000061 } from './0061-backups.js';
import { ValidatedChecksOfFiles1700000000062 } from './0062-validated-checks-of-files.js';
import { StepsOfDecisions1700000000064 } from './0064-steps-of-decisions.js';
import { PasswordResets1700000000066 } from './0066-password-resets.js';
import { ExposuresElsewhere1700000000068 } from './0068-exposures-elsewhere.js';
import { CancelledIncidents1700000000069 } from './0069-cancelled-incidents.js';
import { DormantMailboxes1700000000070 } from './0070-dormant-mailboxes.js';
import { WebsiteQuestions1700000000071 } from './0071-website-questions.js';
import { LinesOfDuties1700000000072 } from './0072-lines-of-duties.js';
import { ApprovedVersions1700000000073 } from './0073-approved-versions.js';
import { MailboxRoundsThatEnd1700000000075 } from './0075-mailbox-rounds-that-end.js';
import { DeployedFolders1700000000076 } from './0076-deployed-folders.js';
import { SecretsOnTheWebsite1700000000077 } from './0077-secrets-on-the-website.js';
import { AcceptedLosses1700000000078 } from './0078-accepted-losses.js';
import { CaptionsOfPictures1700000000079 } from './0079-captions-of-pictures.js';
import { AnswersWithoutAskers1700000000080 } from './0080-answers-without-askers.js';
import { WritersOfItReports1700000000081 } from './0081-writers-of-it-reports.js';
import { EndOfAccess1700000000082 } from './0082-end-of-access.js';
import { WordsOfAskers1700000000083 } from './0083-words-of-askers.js';
import { CorrectedAnswers1700000000084 } from './0084-corrected-answers.js';
import { EarlierWritersOfItReports1700000000087 } from './0087-earlier-writers-of-it-reports.js';
import { LossesByKey1700000000088 } from './0088-losses-by-key.js';
import { ReportingCircles1700000000093 } from './0093-reporting-circles.js';
import { CasesOfIncidents1700000000094 } from './0094-cases-of-incidents.js';
import { FollowedMailboxes1700000000095 } from './0095-followed-mailboxes.js';
import { BackupsByCommand1700000000096 } from './0096-backups-by-command.js';
import { GivenAnswers1700000000097 } from './0097-given-answers.js';
import { ReportingCirclesOverTime1700000000098 } from './0098-reporting-circles-over-time.js';
import { ToldFailures1700000000099 } from './0099-told-failures.js';

/** In the order in which they run; the order never changes and nothing is taken out. */
export const migrations = [
  BusinessTimeAndAudit1700000000001,
  Runtime1700000000002,
  IdentityAndDirectory1700000000003,
  Documents1700000000004,
  Notifications1700000000005,
  MessagesSignalsAndStarts1700000000006,
  Suspension1700000000007,
  DurableJobs1700000000008,
  History1700000000009,
  ExternalWorkers1700000000010,
  TopicsOfDefinitions1700000000011,
  StaleInstances1700000000012,
  JobLanes1700000000013,
  Calendars1700000000014,
  Deadlines1700000000015,
  Reminders1700000000016,
  SlaRollUps1700000000017,
  Files1700000000018,
  Books1700000000019,
  Search1700000000020,
  Gate1700000000021,
  Outgoing1700000000022,
  WorkFiles1700000000023,
  Instructions1700000000024,
  TaskHandling1700000000025,
  ObligationsAndUnits1700000000026,
  SpiltFiles1700000000027,
  OutgoingDuties1700000000028,
  SearchFilters1700000000029,
  ReadersOfTasks1700000000030,
  ArchiveReminders1700000000031,
  WithdrawnMails1700000000032,
  UnmarkedDocuments1700000000033,
  OpenIncomingDocuments1700000000034,
  OutgoingDocumentsInSearch1700000000035,
  InstructionsOfDocuments1700000000036,
  ValidatedChecks1700000000037,
  TasksGivenByHand1700000000038,
  DocumentContributions1700000000039,
  RefusalsWithoutWords1700000000040,
  LeftByEarlierReleases1700000000041,
  OutgoingDocumentsByDay1700000000042,
  DirectoryOverTime1700000000043,
  DeputiesAndMailboxes1700000000044,
  AccountSystems1700000000045,
  Incidents1700000000047,
  DraftsLeftBehind1700000000048,
  DutyExceptionsWithdrawn1700000000049,
  DescribedOutgoingDocuments1700000000050,
  AnswersExpected1700000000051,
  ExposedAccounts1700000000052,
  DraftsLeftEarlier1700000000053,
  PersonnelDecisions1700000000054,
  HandoverMinutes1700000000055,
  MailboxRequests1700000000056,
  ReorganisationPlans1700000000057,
  Website1700000000058,
  WorkProgrammes1700000000059,
  ItReports1700000000060,
  Backups1700000000061,
  ValidatedChecksOfFiles1700000000062,
  StepsOfDecisions1700000000064,
  PasswordResets1700000000066,
  ExposuresElsewhere1700000000068,
  CancelledIncidents1700000000069,
  DormantMailboxes1700000000070,
  WebsiteQuestions1700000000071,
  LinesOfDuties1700000000072,
  ApprovedVersions1700000000073,
  MailboxRoundsThatEnd1700000000075,
  DeployedFolders1700000000076,
  SecretsOnTheWebsite1700000000077,
  AcceptedLosses1700000000078,
  CaptionsOfPictures1700000000079,
  AnswersWithoutAskers1700000000080,
  WritersOfItReports1700000000081,
  EndOfAccess1700000000082,
  WordsOfAskers1700000000083,
  CorrectedAnswers1700000000084,
  EarlierWritersOfItReports1700000000087,
  LossesByKey1700000000088,
  ReportingCircles1700000000093,
  CasesOfIncidents1700000000094,
  FollowedMailboxes1700000000095,
  BackupsByCommand1700000000096,
  GivenAnswers1700000000097,
  ReportingCirclesOverTime1700000000098,
  ToldFailures1700000000099,
];
