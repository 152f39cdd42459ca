// Keeps the running state of the landing page current. The page is complete without it.
const state = document.querySelector('[data-state]');
const checks = {
  database: document.querySelector('[data-check="database"]'),
  queue: document.querySelector('[data-check="queue"]'),
};
const EVERY_MS = 5000;

async function refresh() {
  try {
    const response = await fetch('/health/ready', { headers: { accept: 'application/json' } });
    const body = await response.json();
    if (response.ok) show(body.status, namesOf(body.parts, ({ state, name }) => state === 'down' && name));
    else show('not-ready', namesOf(body.findings, ({ code, where }) => code === 'down' && where));
  } catch {
    show('lost', Object.keys(checks));
  }
  setTimeout(refresh, EVERY_MS);
}

function namesOf(parts, nameWhenDown) {
  return parts.map(nameWhenDown).filter(Boolean);
}

function show(name, unanswered) {
  const words = {
    ready: 'Đang chạy, sẵn sàng nhận việc',
    degraded: 'Đang chạy, nhận việc được nhưng chậm hơn',
    'not-ready': 'Đang chạy nhưng chưa sẵn sàng',
    lost: 'Mất liên lạc với máy chủ',
  };
  if (state.dataset.state !== name) {
    state.dataset.state = name;
    state.textContent = words[name];
  }
  for (const [check, element] of Object.entries(checks)) {
    element.textContent = unanswered.includes(check) ? 'không trả lời' : 'hoạt động';
  }
}

setTimeout(refresh, EVERY_MS);
