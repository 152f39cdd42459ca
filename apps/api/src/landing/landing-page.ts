import type { Health } from '../../../office/src/index.js';
import type { DemoSignIns } from './demo-sign-ins.js';

export interface LandingView {
  readonly health: Health;
  readonly demo: DemoSignIns | undefined;
}

const STEPS: readonly (readonly [string, string])[] = [
  ['Vào sổ', 'Văn thư đăng ký, đính kèm bản quét, lấy số đến.'],
  ['Bút phê', 'Lãnh đạo giao chủ trì, phối hợp, để biết và thời hạn.'],
  ['Phân công', 'Trưởng phòng chủ trì giao người xử lý.'],
  ['Dự thảo, góp ý', 'Chuyên viên dự thảo; phòng phối hợp góp ý song song.'],
  ['Nhắc và chuyển cấp', 'Nhắc trước hạn; quá hạn báo trưởng phòng rồi lãnh đạo.'],
  ['Duyệt, ký', 'Trưởng phòng duyệt nội dung, lãnh đạo ký.'],
  ['Phát hành', 'Văn thư cấp số đi, ghi nơi nhận và ngày ban hành.'],
  ['Khép lại', 'Nghĩa vụ phúc đáp đóng; sổ theo dõi ghi số trả lời.'],
];

const STATES = {
  ready: 'Đang chạy, sẵn sàng nhận việc',
  degraded: 'Đang chạy, nhận việc được nhưng chậm hơn',
  'not-ready': 'Đang chạy nhưng chưa sẵn sàng',
};

/** The page at `/`: plain HTML that says what runs here and where to go on. */
export function landingPage({ health, demo }: LandingView): string {
  const state = health.status;
  const isUp = (name: string): boolean => health.parts.some((part) => part.name === name && part.state === 'up');
  const check = (name: string): string => (isUp(name) ? 'hoạt động' : 'không trả lời');
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Công văn – điều hành văn bản và thời hạn</title>
<link rel="icon" href="/assets/seal.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/landing.css">
<script src="/assets/landing.js" type="module"></script>
</head>
<body>
<div class="page">
<header>
<svg class="seal" viewBox="0 0 64 64" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="3">
<circle cx="32" cy="32" r="29"/><circle cx="32" cy="32" r="23" stroke-width="1.5"/>
<path d="M20 24h24v18H20zM20 25l12 10 12-10" stroke-linejoin="round"/></svg>
<div>
<h1>Công văn</h1>
<p class="motto">Văn bản đến đúng người, trả lời đúng hạn.</p>
</div>
</header>
<main>
<div class="columns">
<section aria-labelledby="state-heading">
<h2 id="state-heading">Tình trạng</h2>
<p class="state" role="status" data-state="${state}">${STATES[state]}</p>
<dl>
<dt>Cơ sở dữ liệu</dt><dd data-check="database">${check('database')}</dd>
<dt>Hàng đợi việc</dt><dd data-check="queue">${check('queue')}</dd>
</dl>
</section>
<section aria-labelledby="api-heading">
<h2 id="api-heading">Bắt đầu</h2>
<ul class="links">
<li><a class="button" href="/api/docs">Mở tài liệu API</a></li>
<li><a href="/api/openapi.json">openapi.json</a><span>Mô tả API để sinh mã máy khách.</span></li>
<li><a href="/health/ready">/health/ready</a><span>Tình trạng sẵn sàng cho bộ giám sát.</span></li>
</ul>
</section>
</div>
<section aria-labelledby="job-heading">
<h2 id="job-heading">Một văn bản có yêu cầu phúc đáp đi như thế nào</h2>
<ol class="steps">
${STEPS.map(([name, what]) => `<li><strong>${name}</strong><span>${what}</span></li>`).join('\n')}
</ol>
</section>
${demo === undefined ? '' : demoSection(demo)}
</main>
</div>
</body>
</html>
`;
}

function demoSection({ password, people }: DemoSignIns): string {
  const rows = people.map((person) => {
    const [fullName, post, login] = [person.fullName, person.post, person.login].map(escapeHtml);
    return `<tr><th scope="row">${fullName}</th><td>${post}</td><td><code>${login}</code></td></tr>`;
  });
  return `<section aria-labelledby="demo-heading">
<h2 id="demo-heading">Tài khoản dùng thử</h2>
<p>Đây là cơ quan mẫu, dữ liệu không có thật. Mật khẩu chung: <code>${escapeHtml(password)}</code></p>
<p>Xem cả công việc trên chạy từ đầu đến cuối qua API, trong thư mục mã nguồn: <code>npm run demo</code></p>
<div class="scroller" tabindex="0" role="region" aria-labelledby="demo-heading">
<table>
<thead><tr><th scope="col">Họ và tên</th><th scope="col">Chức vụ</th><th scope="col">Tên đăng nhập</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>
</section>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
