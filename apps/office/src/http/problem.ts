import { z } from 'zod';

/** Media type of every refusal (RFC 9457 §3). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

const findingSchema = z.object({
  title: z.string().optional().describe('Sai gì, cho người dùng, nếu có.'),
  where: z.string().describe('Đường dẫn của trường, id phần tử BPMN, tệp:phần tử …'),
  what: z.string().describe('Sai gì ở đó.'),
  mend: z.string().optional().describe('Sửa thế nào.'),
  code: z.string().optional().describe('Mã cố định của chỗ sai, nếu có nhiều loại.'),
});

/** The body of every answer that is not a success (RFC 9457). `code` is stable; `title` and `detail` are for people. */
export const problemSchema = z
  .object({
    type: z.string().describe('URN lập từ `code`.'),
    title: z.string().describe('Chuyện gì đã xảy ra, cho người dùng.'),
    status: z.int(),
    detail: z.string().describe('Nói rõ hơn, cho người vận hành hoặc lập trình.'),
    code: z.string().describe('Mã cố định của lỗi.'),
    requestId: z.string().describe('X-Request-Id của yêu cầu, có trong log và nhật ký.'),
    findings: z.array(findingSchema),
  })
  .meta({
    id: 'Problem',
    examples: [
      {
        type: 'urn:congvan:problem:request.invalid',
        title: 'Yêu cầu chưa đúng',
        status: 400,
        detail: 'Yêu cầu có 1 chỗ chưa đúng.',
        code: 'request.invalid',
        requestId: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111',
        findings: [{ where: 'body.subject', what: 'Không được để trống', code: 'too_small' }],
      },
    ],
  });

export type Problem = z.infer<typeof problemSchema>;
