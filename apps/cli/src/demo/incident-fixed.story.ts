import type { Desk } from './desk.js';
import type { MainJob } from './main-job.js';
import { expectEqual, expectFound } from './story-failure.js';

interface Reported {
  readonly id: string;
  readonly label: string;
}

/** By which regulation this story is told: the one that an office has unless it chooses another. */
const ROUTE = '000';

/** Somebody cannot work; his head passes it on, IT fixes it, and he says that he can work again (47/QĐ-STP art. 15.6). */
export async function incidentFixed({ world, desks }: MainJob): Promise<void> {
  const { drafter, head, it } = desks;
  const reported = await drafter.post<Reported>('incidents', {
    kind: 'outage',
    severity: 'normal',
    title: 'Không vào được thư công vụ',
    description: 'Trang thư báo lỗi từ đầu giờ sáng, cả phòng đều gặp.',
    systems: ['Thư công vụ'],
  });
  const { route } = await drafter.get<{ route: string }>(`incidents/${reported.id}`);
  world.done(`${drafter.role.as} báo sự cố ${reported.label}`);
  if (route !== ROUTE) {
    world.done(`Cơ quan này báo sự cố theo tuyến ${route}, câu chuyện theo tuyến ${ROUTE}: dừng ở đây`);
    return;
  }
  await answer(head, 'hop', reported, { hopDecision: 'pass-on', note: 'Cả phòng đều gặp.' });
  world.done(`${head.role.as} chuyển bộ phận công nghệ thông tin, có đồng hồ chờ từng cấp`);
  await answer(it, 'hop', reported, { hopDecision: 'handle' });
  await answer(it, 'fix', reported, { fixDecision: 'fixed', fixText: 'Đã khởi động lại máy chủ thư.' });
  world.done(`${it.role.as} nhận xử lý và khắc phục`);
  await answer(drafter, 'confirmation', reported, { confirmation: 'works' });
  const closed = await world.eventually(async () => {
    const progress = await drafter.get<{ status: string; hops: { outcome: string }[] }>(`incidents/${reported.id}/progress`);
    return progress.status === 'closed' ? progress : undefined;
  });
  const { hops } = expectFound(`sự cố ${reported.label}`, 'đã đóng', closed);
  expectEqual('các cấp đã được báo', ['passed-on', 'taken'], hops.map(({ outcome }) => outcome));
  world.done(`${drafter.role.as} xác nhận đã dùng được, sự cố đóng`);
}

async function answer(desk: Desk, formKey: string, { id }: Reported, variables: object): Promise<void> {
  await desk.complete(await desk.taskWith(formKey, id), variables);
}
