import type { z } from 'zod';
import { TOPIC_NAMES } from '../questions/question.schema.js';
import { page, path, type Site } from './page-frame.js';
import { escapeHtml } from './render-text.js';

/** What somebody filled in, shown again where it could not be taken. */
export interface AskForm {
  readonly name?: string;
  readonly email?: string;
  readonly topic?: string;
  readonly title?: string;
  readonly question?: string;
  readonly consent?: boolean;
}

/** What is wrong with one field of the form, in words for people. `where`: its name; another one concerns the whole form. */
export interface AskFault {
  readonly where: string;
  readonly text: string;
}

type Field = 'name' | 'email' | 'topic' | 'title' | 'question';

const LABELS: Readonly<Record<Field, string>> = {
  name: 'Họ và tên',
  email: 'Thư điện tử để nhận trả lời',
  topic: 'Về việc',
  title: 'Tiêu đề',
  question: 'Câu hỏi',
};

/** The faults that a schema has found, each field once. */
export function askFaults({ issues }: z.ZodError, form: AskForm): AskFault[] {
  const faults = issues.map(({ path: [where = ''], code }) => ({ where: String(where), text: sayFault(code, String(where), form) }));
  return faults.filter((each, index) => faults.findIndex(({ where }) => where === each.where) === index);
}

function sayFault(code: string, where: string, form: AskForm): string {
  if (code === 'too_big') return 'dài quá, hãy viết ngắn lại';
  if (!isField(where)) return 'chưa đúng';
  if ((form[where] ?? '').trim() === '') return 'chưa ghi';
  return where === 'email' ? 'chưa đúng địa chỉ, ví dụ ten@example.vn' : 'ghi chưa đúng';
}

function isField(where: string): where is Field {
  return Object.hasOwn(LABELS, where);
}

/** The form for people without an account; no script runs in it. @param faults what was wrong with what was sent */
export function askPage(site: Site, form: AskForm = {}, faults: readonly AskFault[] = []): string {
  const input = (name: Field, attributes: string) =>
    label(name, faults, (marks) => `<input id="${name}" name="${name}" required ${attributes}${marks} value="${escapeHtml(form[name] ?? '')}">`);
  const options = Object.entries(TOPIC_NAMES).map(([value, name]) => `<option value="${value}"${form.topic === value ? ' selected' : ''}>${name}</option>`);
  const main = `<p><a href="${path(site)}">Hỏi đáp</a></p>
<h1>Gửi câu hỏi</h1>
<p>Không gửi khiếu nại, tố cáo, bí mật nhà nước qua mạng: khiếu nại, tố cáo gửi đơn giấy đến bộ phận tiếp công dân của cơ quan.</p>
${summary(faults)}
<form method="post" action="${path(site)}/gui" accept-charset="utf-8">
${input('name', 'maxlength="100" autocomplete="name"')}
${input('email', 'type="email" maxlength="200" autocomplete="email"')}
${label('topic', faults, (marks) => `<select id="topic" name="topic"${marks}>${options.join('')}</select>`)}
${input('title', 'maxlength="200"')}
${label('question', faults, (marks) => `<textarea id="question" name="question" required maxlength="5000" rows="8"${marks}>${escapeHtml(form.question ?? '')}</textarea>`)}
<div class="trap" aria-hidden="true"><label>Để trống ô này <input name="homepage" tabindex="-1" autocomplete="off"></label></div>
<label class="choice"><input type="checkbox" name="consent" value="yes"${form.consent === true ? ' checked' : ''}> <span>Đồng ý để cơ quan đăng câu hỏi và câu trả lời, không nêu tên và địa chỉ</span></label>
<p class="by">Họ tên, địa chỉ thư chỉ dùng để trả lời, người có trách nhiệm mới đọc được, và được xóa sau thời hạn lưu của cơ quan.</p>
<p><button type="submit">Gửi câu hỏi</button></p>
</form>`;
  return page(site, faults.length === 0 ? 'Gửi câu hỏi' : 'Chưa gửi được câu hỏi', main);
}

/** Its links lead to the fields, for who uses a keyboard or hears the page. */
function summary(faults: readonly AskFault[]): string {
  if (faults.length === 0) return '';
  const items = faults.map(({ where, text }) =>
    isField(where) ? `<li><a href="#${where}">${LABELS[where]}</a>: ${escapeHtml(text)}</li>` : `<li>${where === 'homepage' ? 'Ô để trống' : 'Biểu mẫu'}: ${escapeHtml(text)}</li>`,
  );
  return `<div class="faults" role="alert"><p><strong>Chưa gửi được câu hỏi:</strong></p><ul>${items.join('')}</ul></div>`;
}

function label(name: Field, faults: readonly AskFault[], control: (marks: string) => string): string {
  const fault = faults.find(({ where }) => where === name);
  const shown = fault === undefined ? '' : `<p class="fault" id="fault-${name}">${escapeHtml(fault.text)}</p>`;
  return `<div class="field"><label for="${name}">${LABELS[name]}</label>${control(fault === undefined ? '' : ` aria-invalid="true" aria-describedby="fault-${name}"`)}${shown}</div>`;
}
