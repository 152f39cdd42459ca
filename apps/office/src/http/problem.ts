import { z } from 'zod';

/** Media type of every refusal (RFC 9457 §3). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

const findingSchema = z.object({
  where: z.string().describe('Field path, BPMN element id, file:element …'),
  what: z.string().describe('What is wrong there.'),
  mend: z.string().optional().describe('How to put it right.'),
  code: z.string().optional().describe('Stable code of the finding, where there are several kinds.'),
});

/** The body of every answer that is not a success (RFC 9457). `code` is stable; `title` and `detail` are for people. */
export const problemSchema = z
  .object({
    type: z.string().describe('URN made of the code.'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string().describe('The X-Request-Id under which the log and the audit trail know the request.'),
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
