import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { HealthModule, MetricsModule } from '../../office/src/index.js';
import { AuthorizationGuard } from './access/authorization.guard.js';
import { SIGN_IN_LIMITS } from './access/sign-in-throttle.guard.js';
import { AccountSystemsController } from './accounts/account-systems.controller.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { ExposuresController } from './accounts/exposures.controller.js';
import { PasswordResetsController } from './accounts/password-resets.controller.js';
import { AssignmentsController } from './assignments/assignments.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { WorkerTokensController } from './accounts/worker-tokens.controller.js';
import { AuthController } from './auth/auth.controller.js';
import { BackupsController } from './backups/backups.controller.js';
import { CalendarChangesController } from './calendars/calendar-changes.controller.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { CalendarMovesController } from './deadlines/calendar-moves.controller.js';
import { DeadlineActsController } from './deadlines/deadline-acts.controller.js';
import { DeadlinesController } from './deadlines/deadlines.controller.js';
import { AgencyController } from './directory/agency.controller.js';
import { DelegationsController } from './directory/delegations.controller.js';
import { DirectoryController } from './directory/directory.controller.js';
import { MailboxRequestsController } from './directory/mailbox-requests.controller.js';
import { MailboxesController } from './directory/mailboxes.controller.js';
import { OfficeImportsController } from './directory/office-imports.controller.js';
import { PeopleController } from './directory/people.controller.js';
import { PostsController } from './directory/posts.controller.js';
import { ReorganisationPlansController } from './directory/reorganisation-plans.controller.js';
import { UnitsController } from './directory/units.controller.js';
import { AttachmentsController } from './documents/attachments.controller.js';
import { DocumentBooksController } from './documents/document-books.controller.js';
import { DocumentSearchController } from './documents/document-search.controller.js';
import { GateQuestionsController } from './documents/gate-questions.controller.js';
import { IncomingDocumentsController } from './documents/incoming-documents.controller.js';
import { InstructionsController } from './documents/instructions.controller.js';
import { CorrespondentsController } from './documents/correspondents.controller.js';
import { OutgoingDeliveryController } from './documents/outgoing-delivery.controller.js';
import { PaperDeliveriesController } from './documents/paper-deliveries.controller.js';
import { OutgoingDocumentsController } from './documents/outgoing-documents.controller.js';
import { OutgoingMailsController } from './documents/outgoing-mails.controller.js';
import { RefusalsController } from './documents/refusals.controller.js';
import { RegistersController } from './documents/registers.controller.js';
import { ReplyObligationsController } from './documents/reply-obligations.controller.js';
import { SpillsController } from './documents/spills.controller.js';
import { SigningAuthoritiesController } from './documents/signing-authorities.controller.js';
import { ItReportsController } from './duties/it-reports.controller.js';
import { WorkProgrammesController } from './duties/work-programmes.controller.js';
import { ExternalTasksController } from './external-tasks/external-tasks.controller.js';
import { LongPolling } from './external-tasks/long-polling.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { HandoverMinutesController } from './personnel/handover-minutes.controller.js';
import { HoldingsController } from './personnel/holdings.controller.js';
import { PersonnelDecisionsController } from './personnel/personnel-decisions.controller.js';
import { ArticlePreviewController } from './website/article-preview.controller.js';
import { ArticlesController } from './website/articles.controller.js';
import { PublishedController } from './website/published.controller.js';
import { QuestionPagesController } from './website/question-pages.controller.js';
import { QuestionsController } from './website/questions.controller.js';
import { WebsitePagesController } from './website/website-pages.controller.js';
import { AssetsController } from './landing/assets.controller.js';
import { LandingController } from './landing/landing.controller.js';
import { NotificationsController } from './notifications/notifications.controller.js';
import { AdHocController } from './processes/ad-hoc.controller.js';
import { DecisionDefinitionsController } from './processes/decision-definitions.controller.js';
import { DefinitionOperationsController } from './processes/definition-operations.controller.js';
import { DeploymentsController } from './processes/deployments.controller.js';
import { EventsController } from './processes/events.controller.js';
import { HistoryController } from './processes/history.controller.js';
import { InstanceOperationsController } from './processes/instance-operations.controller.js';
import { InstanceStartsController } from './processes/instance-starts.controller.js';
import { JobsController } from './processes/jobs.controller.js';
import { KeptMessagesController } from './processes/kept-messages.controller.js';
import { ProcessDefinitionsController } from './processes/process-definitions.controller.js';
import { ProcessInstancesController } from './processes/process-instances.controller.js';
import { ReminderPoliciesController } from './reminders/reminder-policies.controller.js';
import { RemindersController } from './reminders/reminders.controller.js';
import { DashboardsController } from './sla/dashboards.controller.js';
import { SlaController } from './sla/sla.controller.js';
import { SlaExportsController } from './sla/sla-exports.controller.js';
import { SlaForecastController } from './sla/sla-forecast.controller.js';
import { SlaReportsController } from './sla/sla-reports.controller.js';
import { ConsultationsController } from './tasks/consultations.controller.js';
import { TaskHandlingController } from './tasks/task-handling.controller.js';
import { TaskOperationsController } from './tasks/task-operations.controller.js';
import { TasksController } from './tasks/tasks.controller.js';
import { ArchiveHandoversController } from './work-files/archive-handovers.controller.js';
import { FilePlanController } from './work-files/file-plan.controller.js';
import { WorkFilesController } from './work-files/work-files.controller.js';

/** The HTTP API. Stands on the parts that {@link OfficeModule} offers. */
@Module({
  imports: [HealthModule, MetricsModule, ThrottlerModule.forRoot(SIGN_IN_LIMITS)],
  controllers: [
    AuthController,
    AccountsController,
    AccountSystemsController,
    ExposuresController,
    PasswordResetsController,
    WorkerTokensController,
    AgencyController,
    UnitsController,
    ReorganisationPlansController,
    PeopleController,
    PostsController,
    DelegationsController,
    MailboxesController,
    MailboxRequestsController,
    DirectoryController,
    OfficeImportsController,
    CalendarMovesController,
    CalendarsController,
    CalendarChangesController,
    DeadlinesController,
    DeadlineActsController,
    TasksController,
    TaskHandlingController,
    ConsultationsController,
    TaskOperationsController,
    AttachmentsController,
    DocumentBooksController,
    RefusalsController,
    GateQuestionsController,
    SpillsController,
    IncomingDocumentsController,
    InstructionsController,
    OutgoingDeliveryController,
    PaperDeliveriesController,
    OutgoingDocumentsController,
    OutgoingMailsController,
    CorrespondentsController,
    SigningAuthoritiesController,
    RegistersController,
    DocumentSearchController,
    ReplyObligationsController,
    AssignmentsController,
    BackupsController,
    IncidentsController,
    HandoverMinutesController,
    HoldingsController,
    PersonnelDecisionsController,
    ItReportsController,
    WorkProgrammesController,
    ArticlesController,
    PublishedController,
    QuestionsController,
    QuestionPagesController,
    ArticlePreviewController,
    WebsitePagesController,
    FilePlanController,
    WorkFilesController,
    ArchiveHandoversController,
    NotificationsController,
    ReminderPoliciesController,
    RemindersController,
    ProcessDefinitionsController,
    DecisionDefinitionsController,
    ProcessInstancesController,
    HistoryController,
    InstanceStartsController,
    AdHocController,
    EventsController,
    KeptMessagesController,
    InstanceOperationsController,
    DefinitionOperationsController,
    DeploymentsController,
    JobsController,
    ExternalTasksController,
    SlaController,
    DashboardsController,
    SlaReportsController,
    SlaForecastController,
    SlaExportsController,
    AuditController,
    LandingController,
    AssetsController,
  ],
  providers: [LongPolling, { provide: APP_GUARD, useClass: AuthorizationGuard }],
})
export class ApiModule {}
