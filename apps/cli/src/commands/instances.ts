import { cancelVerb } from '../instances/cancel.js';
import { listVerb } from '../instances/list.js';
import { modifyVerb } from '../instances/modify.js';
import { resumeVerb } from '../instances/resume.js';
import { setVerb } from '../instances/set.js';
import { showVerb } from '../instances/show.js';
import { suspendVerb } from '../instances/suspend.js';
import { verbCommand } from '../verb-command.js';

export const instancesCommand = verbCommand(
  { name: 'instances', summary: 'looks at the running cases of a server and changes them' },
  [listVerb, showVerb, cancelVerb, suspendVerb, resumeVerb, setVerb, modifyVerb],
);
