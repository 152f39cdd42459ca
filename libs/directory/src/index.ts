export { appoint, type AppointInput } from './appoint.command.js';
export { createUnit, type CreateUnitInput } from './create-unit.command.js';
export { endAppointment, type EndAppointmentInput } from './end-appointment.command.js';
export {
  AppointmentInvalidError,
  AppointmentNotFoundError,
  AppointmentOverlapsError,
  BadCursorError,
  LoginTakenError,
  PersonInvalidError,
  UnitExistsError,
  UnitInvalidError,
} from './errors.js';
export { formDirectory, type FormDirectory } from './form-directory.query.js';
export { groupsOf, membersOfGroup } from './groups.query.js';
export { listPeople, type ListPeopleFilter, type PeoplePage, type PersonRow } from './list-people.query.js';
export { listUnits, type UnitRow } from './list-units.query.js';
export { isLogin, loginFromName } from './login-rule.js';
export { membersOfUnit, type UnitMember } from './members-of-unit.query.js';
export { officeDate } from './office-date.js';
export { POST_ROLES, type PostRole } from './post-role.js';
export { registerPerson, type RegisterPersonInput } from './register-person.command.js';
export { UNIT_KINDS, type UnitKind } from './unit-kind.js';
export { unknownOwners } from './unknown-owners.query.js';
