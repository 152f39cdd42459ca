import { QUESTION_OVER, type QuestionStage } from '../questions/question.js';
import type { AnsweredQuestion, AnsweredRow, OwnQuestion } from './answered-questions.query.js';
import { day, page, path, type Site } from './page-frame.js';
import { escapeHtml, renderText } from './render-text.js';

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
<blockquote>${renderText(question, { linkedWords: false })}</blockquote>
<h2>Trả lời</h2>
${renderText(answer)}
<p class="by">${day(site, publishedAt)}${unit === null ? '' : ` · ${escapeHtml(unit)}`}</p>`;
  return page(site, title, `<article>${main}</article>`);
}

/** Behind the form: the link is shown this once. */
export function askedPage(site: Site, { label, token }: { readonly label: string; readonly token: string }): string {
  const link = `${site.address}/theo-doi/${encodeURIComponent(token)}`;
  const main = `<h1>Đã nhận câu hỏi ${escapeHtml(label)}</h1>
<p role="status">Câu trả lời được gửi tới thư điện tử của ông/bà. Hãy lưu đường dẫn này để theo dõi; nó chỉ hiện một lần:</p>
<p class="link"><a href="${escapeHtml(link)}" rel="nofollow">${escapeHtml(link)}</a></p>`;
  return page(site, 'Đã nhận câu hỏi', main, { hidden: true });
}

/** What becomes of a question, for whoever asked it. @param withdrawal where he takes it back; null: not any more */
export function ownPage(site: Site, { label, title, stage, askedAt, answerBy, note, answer, slug }: OwnQuestion, withdrawal: string | null): string {
  const until = answerBy === null || QUESTION_OVER.includes(stage) ? '' : `<dt>Hạn trả lời</dt><dd>hết ngày ${day(site, answerBy)}</dd>`;
  const main = `<h1>Câu hỏi ${escapeHtml(label)}</h1>
${title === null ? '' : `<p class="summary">${escapeHtml(title)}</p>`}
<dl>
<dt>Tình trạng</dt><dd><strong>${STAGES[stage]}</strong></dd>
<dt>Ngày gửi</dt><dd>${day(site, askedAt)}</dd>
${until}
${note === null ? '' : `<dt>Xin liên hệ</dt><dd>${escapeHtml(note)}</dd>`}
</dl>
${answer === null ? '' : `<h2>Trả lời</h2>${renderText(answer)}`}
${slug === null ? '' : `<p><a href="${path(site)}/${encodeURIComponent(slug)}">Bản đăng công khai</a></p>`}
${withdrawal === null ? '' : `<details><summary>Rút câu hỏi</summary><p>Cơ quan thôi trả lời; muốn hỏi lại phải gửi câu hỏi mới.</p><form method="post" action="${escapeHtml(withdrawal)}"><button type="submit">Rút câu hỏi này</button></form></details>`}`;
  return page(site, `Câu hỏi ${label}`, main, { hidden: true });
}
