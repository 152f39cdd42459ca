import { CAST, COORDINATING_UNIT, INFORMED_UNIT, LEAD_UNIT, type RoleName } from './cast.js';
import { Desk, type TaskLine } from './desk.js';
import { expectEqual, expectFound } from './story-failure.js';
import type { StoryPace, StoryWorld } from './story-world.js';

/** The document a story is about. */
export interface StoryCase {
  readonly documentId: string;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  readonly dueAt: Date;
}

interface DocumentDetail {
  readonly status: string;
  readonly obligation: {
    readonly status: string;
    readonly timeliness: string | null;
    readonly contributions: readonly { readonly unit: string; readonly status: string }[];
    readonly answers: readonly { readonly id: string; readonly symbol: string | null }[];
  };
}

/** The steps of the main job: a document that must be answered, from the clerk's desk to the issued reply. */
export class MainJob {
  private constructor(
    readonly world: StoryWorld,
    readonly desks: Readonly<Record<RoleName, Desk>>,
    private readonly scan: Uint8Array<ArrayBuffer>,
  ) {}

  /** @param scan the PDF that the clerk scanned */
  static async begin(world: StoryWorld, password: string, scan: Uint8Array<ArrayBuffer>): Promise<MainJob> {
    const desks = {} as Record<RoleName, Desk>;
    for (const [name, role] of Object.entries(CAST)) desks[name as RoleName] = await Desk.open(world, role, password);
    world.done(`${Object.keys(desks).length} người của cơ quan mẫu đăng nhập`);
    return new MainJob(world, desks, scan);
  }

  async register(subject: string, pace: StoryPace): Promise<StoryCase> {
    const { clerk } = this.desks;
    const { id: attachmentId } = await clerk.upload('Công văn 1520-UBND-KSTT.pdf', this.scan);
    const dueAt = new Date(this.world.now().getTime() + pace.dueAfterMs);
    const registered = await clerk.post<{ id: string; arrivalNumber: number; arrivalYear: number }>(
      'incoming-documents',
      {
        senderAgency: 'UBND tỉnh Bình Định',
        documentNumber: '1520/UBND-KSTT',
        documentDate: '2026-01-05',
        documentType: 'Công văn',
        subject,
        pages: 1,
        replyRequired: true,
        dueAt: dueAt.toISOString(),
        reminderBefore: duration(pace.reminderBeforeMs),
        escalateAfter: duration(pace.escalateAfterMs),
        attachmentIds: [attachmentId],
        // The same letter comes in every time the story is told.
        acceptDuplicate: true,
      },
    );
    const { id: documentId, arrivalNumber, arrivalYear } = registered;
    this.world.done(
      `${clerk.role.as} tải bản quét PDF, vào sổ công văn 1520/UBND-KSTT có yêu cầu phúc đáp ` +
        `→ số đến ${arrivalNumber}/${arrivalYear}, hạn ${clock(dueAt)}`,
    );
    return { documentId, arrivalNumber, arrivalYear, dueAt };
  }

  async instruct({ documentId }: StoryCase): Promise<void> {
    const { leader } = this.desks;
    const task = await leader.taskWith('instruction', documentId);
    await leader.post(`tasks/${task.id}/claim`);
    await leader.complete(task, {
      leadUnit: LEAD_UNIT,
      coordinatingUnits: [COORDINATING_UNIT],
      informationUnits: [INFORMED_UNIT],
      instruction: 'Giao phòng QLCN chủ trì tham mưu trả lời; phòng QLKH phối hợp.',
    });
    this.world.done(
      `${leader.role.as} bút phê: chủ trì ${LEAD_UNIT}, phối hợp ${COORDINATING_UNIT}, để biết ${INFORMED_UNIT}`,
    );
  }

  async assign({ documentId }: StoryCase): Promise<void> {
    const { head, drafter } = this.desks;
    const task = await head.taskWith('assignment', documentId);
    await head.complete(task, { drafter: drafter.role.login, note: 'Làm ngay trong ngày.' });
    this.world.done(`${head.role.as} phân công cho ${drafter.role.as}`);
  }

  /** @returns the task as it was, now done */
  async draft({ documentId }: StoryCase): Promise<TaskLine> {
    const { drafter } = this.desks;
    const task = await drafter.taskWith('draft', documentId);
    await drafter.complete(task, {
      documentType: 'BC',
      draftSubject: 'Báo cáo tình hình ứng dụng công nghệ thông tin quý I',
      draftBody: 'Thực hiện Công văn số 1520/UBND-KSTT, Sở Khoa học và Công nghệ báo cáo như sau: …',
      result: 'Đã tổng hợp số liệu của các phòng và hoàn thành dự thảo báo cáo.',
    });
    this.world.done(`${drafter.role.as} dự thảo văn bản trả lời và ghi kết quả`);
    return task;
  }

  async contribute({ documentId }: StoryCase): Promise<void> {
    const { coordinator } = this.desks;
    const task = await coordinator.taskWith('contribution', documentId);
    await coordinator.complete(task, { contribution: 'Bổ sung số liệu đề tài khoa học về chuyển đổi số.' });
    this.world.done(`${coordinator.role.as} góp ý phối hợp, song song với việc dự thảo`);
  }

  async approve({ documentId }: StoryCase): Promise<void> {
    const { head } = this.desks;
    await head.complete(await head.taskWith('approval', documentId), { decision: 'approve', comment: 'Nội dung đạt.' });
    this.world.done(`${head.role.as} duyệt nội dung`);
  }

  async checkFormat({ documentId }: StoryCase): Promise<void> {
    const { clerk } = this.desks;
    await clerk.complete(await clerk.taskWith('format', documentId), { decision: 'pass' });
    this.world.done(`${clerk.role.as} kiểm tra thể thức`);
  }

  async sign({ documentId }: StoryCase): Promise<void> {
    const { leader } = this.desks;
    await leader.complete(await leader.taskWith('signature', documentId), { decision: 'sign' });
    this.world.done(`${leader.role.as} ký`);
  }

  /** @returns number and symbol of the reply, e.g. `1/BC-SKHCN` */
  async issue({ documentId }: StoryCase): Promise<string> {
    const { clerk } = this.desks;
    await clerk.complete(await clerk.taskWith('issue', documentId), {
      recipients: 'UBND tỉnh Bình Định\nLưu: VT, QLCN',
    });
    const symbol = await this.world.eventually(async () => {
      const { obligation } = await this.document(documentId);
      return obligation.answers.find((answer) => answer.symbol !== null)?.symbol ?? undefined;
    });
    expectFound(`${clerk.role.as}: phát hành`, 'số, ký hiệu văn bản đi', symbol);
    this.world.done(`${clerk.role.as} vào sổ và phát hành → ${symbol}`);
    return symbol!;
  }

  async checkAnswered(
    { documentId }: StoryCase,
    timeliness: 'on-time' | 'late',
    contribution: 'given' | 'missing',
  ): Promise<void> {
    const { obligation } = await this.document(documentId);
    expectEqual(
      'Nghĩa vụ phúc đáp',
      { status: 'answered', timeliness },
      { status: obligation.status, timeliness: obligation.timeliness },
    );
    const contributions = obligation.contributions.map(({ unit, status }) => ({ unit, status }));
    expectEqual('Góp ý phối hợp', [{ unit: COORDINATING_UNIT, status: contribution }], contributions);
    this.world.done(
      `Nghĩa vụ phúc đáp đã khép lại: ${timeliness === 'on-time' ? 'trả lời đúng hạn' : 'trả lời quá hạn'}`,
    );
  }

  /** What is left once the reply is out: the drafter checks the number, the informed unit has read, the case closes. */
  async finish({ documentId }: StoryCase): Promise<void> {
    const { drafter, informed } = this.desks;
    const verification = await drafter.taskWith('verification', documentId);
    const [answer] = (await this.document(documentId)).obligation.answers;
    const { id: originalId } = await drafter.upload('Bản gốc đã ký.pdf', this.scan);
    await drafter.post(`outgoing-documents/${answer!.id}/attachments`, { attachmentIds: [originalId] });
    await drafter.complete(verification, { numberIsRight: true });
    this.world.done(`${drafter.role.as} kiểm tra số, đính kèm bản gốc`);
    await informed.complete(await informed.taskWith('acknowledgement', documentId), {});
    this.world.done(`${informed.role.as} xác nhận đã đọc để biết`);
    const closed = await this.world.eventually(async () =>
      (await this.document(documentId)).status === 'closed' ? true : undefined,
    );
    expectFound('Văn bản đến', 'trạng thái "closed"', closed);
    this.world.done('Văn bản đến đã giải quyết xong');
  }

  async checkTrackingRegister({ documentId, arrivalYear }: StoryCase, symbol: string, progress: string): Promise<void> {
    interface Row {
      readonly documentId: string;
      readonly replySymbols: string | null;
      readonly progress: string;
    }
    let after = '';
    for (;;) {
      const path = `registers/tracking?year=${arrivalYear}&limit=200${after}`;
      const page = await this.desks.clerk.get<{ items: Row[]; next: string | null }>(path);
      const row = page.items.find((item) => item.documentId === documentId);
      if (row !== undefined) {
        expectEqual(
          'Sổ theo dõi',
          { replySymbols: symbol, progress },
          { replySymbols: row.replySymbols, progress: row.progress },
        );
        this.world.done(`Sổ theo dõi, cột "Số, ký hiệu văn bản trả lời": ${symbol}; tiến độ: ${progress}`);
        return;
      }
      expectFound('Sổ theo dõi', `dòng của văn bản ${documentId}`, page.next ?? undefined);
      after = `&after=${page.next}`;
    }
  }

  private document(documentId: string): Promise<DocumentDetail> {
    return this.desks.clerk.get(`incoming-documents/${documentId}`);
  }
}

/** ISO 8601, as the clerk enters it. */
function duration(ms: number): string {
  return `PT${ms / 1000}S`;
}

/** In Vietnam, as office people write it. */
function clock(moment: Date): string {
  return moment.toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' });
}
