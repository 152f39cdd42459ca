import { gateFields } from '#documents';
import { ARTICLE_EVENTS, ARTICLE_KINDS, ARTICLE_STAGES, ARTICLE_URGENCIES, articleReasonSchema, articleSchema, sectionSchema } from '#website';
import { z } from 'zod';
import { instant, listOf, pageOf, pageQuery } from '../paging.js';

const example = {
  title: 'Tập huấn sở hữu trí tuệ cho doanh nghiệp',
  summary: 'Sở tổ chức lớp tập huấn cho 60 doanh nghiệp trong tỉnh.',
  body: 'Ngày 12/01/2026, Sở tổ chức lớp tập huấn.\n\n## Nội dung\n\n- Nhãn hiệu\n- Sáng chế',
  section: 'tin-tuc',
  authorName: 'Trần Đình Anh Tuấn',
  authorAddress: 'Phòng Quản lý công nghệ',
};

export const articleBody = articleSchema.extend(gateFields).meta({ id: 'ArticleInput', examples: [example] });
export const correctionBody = articleSchema.extend({ reason: articleReasonSchema.describe('Sai gì, vì sao.'), ...gateFields }).meta({ id: 'ArticleCorrection' });
export const articleActBody = z.strictObject({ reason: articleReasonSchema, ...gateFields }).meta({ id: 'ArticleAct' });
export const submittedAnswer = z.object({ id: z.uuid(), label: z.string(), instanceId: z.uuid() }).meta({ id: 'SubmittedArticle' });
export const versionAnswer = z.object({ version: z.int() }).meta({ id: 'ArticleVersionNumber' });
export const sectionBody = sectionSchema.extend(gateFields).meta({ id: 'WebsiteSectionInput', examples: [{ name: 'Lịch tiếp công dân', sort: 90 }] });
export const sectionsAnswer = listOf('WebsiteSectionList', z.object({ code: z.string(), name: z.string() }));

export const submissionsQuery = pageQuery.extend({
  scope: z
    .enum(['mine', 'queue', 'all'])
    .default('mine')
    .describe('mine: tôi gửi; queue: chờ duyệt, tin khẩn trước, bài của cán bộ cơ quan trước bài sưu tầm; all: mọi bài tôi được xem.'),
  stage: z.enum(ARTICLE_STAGES).optional(),
  words: z.string().max(200).optional().describe('Chữ trong tiêu đề, có hay không có dấu, hoặc số: TB-12.'),
});
const submission = z.object({
  id: z.uuid(),
  label: z.string(),
  title: z.string(),
  section: z.string(),
  sectionName: z.string(),
  urgency: z.enum(ARTICLE_URGENCIES),
  kind: z.enum(ARTICLE_KINDS).describe('Tự viết, sưu tầm.'),
  stage: z.enum(ARTICLE_STAGES).describe('Chờ duyệt, trả lại, chờ đăng, đã đăng; không đăng, đã rút.'),
  version: z.int(),
  publishedVersion: z.int().nullable().describe('Phiên bản mà công chúng đọc.'),
  slug: z.string().nullable(),
  publishedAt: instant.nullable(),
  takenDownAt: instant.nullable(),
  submitter: z.string(),
  submitterName: z.string().nullable(),
  unit: z.string().nullable(),
  submittedAt: instant,
});
export const submissionPage = pageOf('ArticlePage', submission);
export const submissionAnswer = submission
  .extend({
    instanceId: z.uuid(),
    versions: z
      .array(
        z.object({
          version: z.int(),
          title: z.string(),
          summary: z.string(),
          body: z.string(),
          section: z.string(),
          kind: z.enum(ARTICLE_KINDS),
          authorName: z.string(),
          authorAddress: z.string(),
          source: z.string().nullable(),
          collectorName: z.string().nullable(),
          collectorAddress: z.string().nullable(),
          attachmentIds: z.array(z.uuid()).readonly(),
          captions: z.array(z.object({ attachmentId: z.uuid(), text: z.string() })).readonly().describe('Lời tả ảnh.'),
          reason: z.string().nullable(),
          writtenBy: z.string(),
          writtenAt: instant,
        }),
      )
      .readonly(),
    events: z.array(z.object({ kind: z.enum(ARTICLE_EVENTS), version: z.int(), actor: z.string(), at: instant, text: z.string().nullable() })).readonly(),
  })
  .meta({ id: 'Article' });

export const publishedQuery = pageQuery.extend({ section: z.string().max(40).optional().describe('Mã chuyên mục.') });
const published = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  section: z.string(),
  sectionName: z.string(),
  author: z.string(),
  publishedAt: instant,
  updatedAt: instant,
});
export const publishedPage = pageOf('PublishedArticlePage', published);
export const publishedAnswer = published
  .extend({
    body: z.string().describe('Chữ thường: dòng trống ngăn đoạn, «## » là tiêu đề, «- » là gạch đầu dòng, «1. » là mục đánh số.'),
    source: z.string().nullable(),
    collector: z.string().nullable(),
    files: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.int(), caption: z.string().nullable() })).readonly(),
  })
  .meta({ id: 'PublishedArticle' });
export const previewQuery = z.object({ version: z.coerce.number().int().min(1).optional().describe('Bỏ trống: phiên bản đang xử lý.') });
export const slugSchema = z.string().regex(/^[a-z0-9-]{1,600}$/);
export const royaltiesQuery = z.object({
  month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/).describe('Tháng: 2026-01.'),
  format: z.enum(['csv', 'xlsx']).default('xlsx'),
});
