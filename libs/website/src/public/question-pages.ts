import { QUESTION_OVER, type QuestionStage } from '../questions/question.js';
import type { AnsweredQuestion, AnsweredRow, OwnQuestion } from './answered-questions.query.js';
import { day, page, path, type Site } from './pages.js';
import { escapeHtml, renderText } from './render-text.js';

/** What somebody filled in, shown again where it could not be taken. */
export interface AskForm {
  readonly name?: string;
  readonly email?: string;
  readonly topic?: string;
  readonly title?: string;
  readonly question?: string;
  readonly consent?: boolean;
}

const TOPICS = [
  ['procedure', 'Thủ tục hành chính'],
  ['law', 'Chính sách, pháp luật'],
  ['other', 'Việc khác'],
] as const;

/** How the stages are called for people outside: who works on it inside is not their business. */
const STAGES: Readonly<Record<QuestionStage, string>> = {
  received: 'Đã nhận, chờ xem xét',
  accepted: 'Đã tiếp nhận, chờ lãnh đạo giao đơn vị trả lời',
  assigned: 'Đơn vị chuyên môn đang trả lời',
  drafting: 'Đơn vị chuyên môn đang trả lời',
  checking: 'Đơn vị chuyên môn đang trả lời',
  approving: 'Chờ lãnh đạo duyệt câu trả lời',
  approved: 'Câu trả lời đã được duyệt',
  answered: 'Đã trả lời',
  forwarded: 'Không thuộc thẩm quyền của cơ quan',
  complaint: 'Không nhận qua mạng: gửi đơn giấy đến bộ phận tiếp công dân',
  spam: 'Không tiếp nhận',
  withdrawn: 'Đã rút',
  cancelled: 'Đã dừng; xin liên hệ cơ quan',
};

/** Questions with answers. @param older cursor of the next page */
export function answersPage(site: Site, { items, older }: { readonly items: readonly AnsweredRow[]; readonly older: string | null }): string {
  const rows = items.map(
    ({ slug, title, publishedAt }) => `<article><h2><a href="${path(site)}/${encodeURIComponent(slug)}">${escapeHtml(title)}</a></h2><p class="by">${day(site, publishedAt)}</p></article>`,
  );
  const next = older === null ? '' : `<p><a href="${path(site)}?${escapeHtml(new URLSearchParams({ after: older }).toString())}" rel="next">Câu hỏi cũ hơn</a></p>`;
  const main = `<h1>Hỏi đáp</h1>
<p><a class="button" href="${path(site)}/gui">Gửi câu hỏi</a></p>
${rows.length === 0 ? '<p>Chưa có câu hỏi nào được trả lời công khai.</p>' : rows.join('\n')}
${next}`;
  return page(site, 'Hỏi đáp', main);
}

/** One question with its answer. */
export function answerPage(site: Site, { title, question, answer, unit, publishedAt }: AnsweredQuestion): string {
  const main = `<p><a href="${path(site)}">Hỏi đáp</a></p>
<h1>${escapeHtml(title)}</h1>
<h2>Câu hỏi</h2>
<blockquote>${renderText(question)}</blockquote>
<h2>Trả lời</h2>
${renderText(answer)}
<p class="by">${day(site, publishedAt)}${unit === null ? '' : ` · ${escapeHtml(unit)}`}</p>`;
  return page(site, title, `<article>${main}</article>`);
}

/** The form. @param faults what was wrong with what was sent, in words for people */
export function askPage(site: Site, form: AskForm = {}, faults: readonly string[] = []): string {
  const shown = faults.length === 0 ? '' : `<div class="faults" role="alert"><p>Chưa gửi được:</p><ul>${faults.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul></div>`;
  const options = TOPICS.map(([value, name]) => `<option value="${value}"${form.topic === value ? ' selected' : ''}>${name}</option>`);
  const value = (text: string | undefined) => escapeHtml(text ?? '');
  const main = `<p><a href="${path(site)}">Hỏi đáp</a></p>
<h1>Gửi câu hỏi</h1>
<p>Không gửi khiếu nại, tố cáo, bí mật nhà nước qua mạng: khiếu nại, tố cáo gửi đơn giấy đến bộ phận tiếp công dân của cơ quan.</p>
${shown}
<form method="post" action="${path(site)}/gui" accept-charset="utf-8">
<label>Họ và tên <input name="name" required maxlength="100" autocomplete="name" value="${value(form.name)}"></label>
<label>Thư điện tử để nhận trả lời <input name="email" type="email" required maxlength="200" autocomplete="email" value="${value(form.email)}"></label>
<label>Về việc <select name="topic">${options.join('')}</select></label>
<label>Tiêu đề <input name="title" required maxlength="200" value="${value(form.title)}"></label>
<label>Câu hỏi <textarea name="question" required maxlength="5000" rows="8">${value(form.question)}</textarea></label>
<label class="trap" aria-hidden="true">Để trống ô này <input name="homepage" tabindex="-1" autocomplete="off"></label>
<label class="choice"><input type="checkbox" name="consent" value="yes"${form.consent === true ? ' checked' : ''}> Đồng ý để cơ quan đăng câu hỏi và câu trả lời, không nêu tên và địa chỉ</label>
<p class="by">Họ tên, địa chỉ thư chỉ dùng để trả lời, người có trách nhiệm mới đọc được, và được xóa sau thời hạn lưu của cơ quan.</p>
<button type="submit">Gửi câu hỏi</button>
</form>`;
  return page(site, 'Gửi câu hỏi', main);
}

/** Behind the form: the link is shown this once. */
export function askedPage(site: Site, { label, token }: { readonly label: string; readonly token: string }): string {
  const link = `${site.address}/theo-doi/${encodeURIComponent(token)}`;
  const main = `<h1>Đã nhận câu hỏi ${escapeHtml(label)}</h1>
<p>Câu trả lời được gửi tới thư điện tử của ông/bà. Hãy lưu đường dẫn này để theo dõi; nó chỉ hiện một lần:</p>
<p class="link"><a href="${escapeHtml(link)}" rel="nofollow">${escapeHtml(link)}</a></p>`;
  return page(site, 'Đã nhận câu hỏi', main);
}

/** What becomes of a question, for whoever asked it. */
export function ownPage(site: Site, { label, title, stage, askedAt, answerBy, note, answer, slug }: OwnQuestion, withdrawal: string | null): string {
  const until = answerBy === null || QUESTION_OVER.includes(stage) ? '' : `<p>Trả lời trước hết ngày ${day(site, answerBy)}.</p>`;
  const main = `<h1>Câu hỏi ${escapeHtml(label)}</h1>
<p class="summary">${escapeHtml(title ?? '')}</p>
<p class="by">Gửi ngày ${day(site, askedAt)}</p>
<p><strong>${STAGES[stage]}</strong></p>
${until}
${note === null ? '' : `<p>Xin liên hệ: ${escapeHtml(note)}</p>`}
${answer === null ? '' : `<h2>Trả lời</h2>${renderText(answer)}`}
${slug === null ? '' : `<p><a href="${path(site)}/${encodeURIComponent(slug)}">Bản đăng công khai</a></p>`}
${withdrawal === null ? '' : `<form method="post" action="${escapeHtml(withdrawal)}"><button type="submit">Rút câu hỏi</button></form>`}`;
  return page(site, `Câu hỏi ${label}`, main);
}
