/**
 * What happened, in the words of the office: `title` of a problem (RFC 9457 §3.1.3), the same on every occurrence.
 * `detail` says more and is written for whoever operates or builds against the API.
 */
const TITLES_OF_CODES: Readonly<Record<string, string>> = {
  'request.sign-in-required': 'Chưa đăng nhập hoặc phiên đã kết thúc',
  'request.not-allowed': 'Bạn không có quyền làm việc này',
  'request.password-change-required': 'Hãy đổi mật khẩu ban đầu trước',
  'request.too-many': 'Thử quá nhiều lần, hãy đợi một phút',
  'request.bad-json': 'Nội dung gửi lên không phải JSON đúng',
  'request.too-deep': 'Nội dung gửi lên lồng nhau quá sâu',
  'request.unstorable-value': 'Có ký tự hoặc giá trị không lưu được',
  'request.not-multipart': 'Tệp phải gửi bằng biểu mẫu multipart/form-data',
  'request.broken-off': 'Tệp gửi lên bị đứt giữa chừng',
  'request.file-too-large': 'Tệp quá lớn',
  'request.too-many-files': 'Gửi quá nhiều tệp',
  'foundation.bad-cursor': 'Trang cần xem không còn đúng, hãy xem lại từ đầu',

  'identity.sign-in-refused': 'Sai tên đăng nhập hoặc mật khẩu, hoặc tài khoản đang bị khóa',
  'identity.current-password-refused': 'Mật khẩu hiện tại không đúng',
  'identity.password-unacceptable': 'Mật khẩu mới chưa đạt yêu cầu',
  'identity.account-not-found': 'Không có tài khoản này',
  'identity.session-not-found': 'Không có phiên đăng nhập này',

  'worklist.task-forbidden': 'Đây không phải việc của bạn',
  'worklist.task-claimed': 'Việc đã có người khác nhận',
  'worklist.task-not-offered': 'Việc được giao đích danh nên không trả lại được',
  'worklist.assignee-outside-unit': 'Chỉ giao được cho người của phòng mình',
  'worklist.submission-refused': 'Biểu mẫu điền chưa đúng, việc vẫn còn mở',
  'worklist.list-forbidden': 'Chỉ người quản lý xem được việc của mọi người',
  'runtime.task-not-found': 'Không có việc này',
  'runtime.task-not-open': 'Việc đã xong hoặc đã được rút lại',

  'documents.incoming-document-not-found': 'Không có văn bản đến này',
  'documents.outgoing-document-not-found': 'Không có văn bản đi này',
  'documents.document-forbidden': 'Văn bản này không được chuyển đến bạn hoặc phòng của bạn',
  'documents.original-forbidden': 'Chỉ người soạn hoặc văn thư đính kèm bản gốc',
  'documents.registration-refused': 'Chưa vào sổ được; chưa có số nào bị dùng',
  'documents.duplicate-incoming-document': 'Văn bản này đã được vào sổ',
  'documents.attachment-not-found': 'Không có tệp này',
  'documents.attachment-too-large': 'Tệp quá lớn',
  'documents.attachment-empty': 'Tệp không có nội dung',
  'documents.attachment-type-unsupported': 'Không nhận loại tệp này',
  'documents.attachment-name-unsafe': 'Tên tệp không dùng được',
  'documents.attachments-not-linkable': 'Có tệp không đính kèm được',
  'notifications.notification-not-found': 'Không có thông báo này',

  'runtime.deployment-refused': 'Quy trình còn lỗi, chưa triển khai gì',
  'runtime.definition-not-found': 'Không có quy trình này',
  'runtime.instance-not-found': 'Không có hồ sơ này',
  'runtime.instance-ended': 'Hồ sơ đã kết thúc',
  'runtime.instance-suspended': 'Hồ sơ đang tạm dừng',
  'runtime.definition-suspended': 'Quy trình đang tạm dừng, chưa bắt đầu việc mới được',
  'runtime.called-instance': 'Hồ sơ này do một hồ sơ khác gọi và đang được chờ',
  'runtime.migration-plan-refused': 'Kế hoạch chuyển phiên bản còn lỗi, chưa chuyển việc nào',
  'runtime.unknown-owners': 'Không có người hoặc nhóm này trong cơ quan',
  'runtime.decision-not-found': 'Không có bảng quyết định này',
  'runtime.ambiguous-message': 'Nhiều nơi cùng chờ thông điệp này, chưa gửi cho nơi nào',
  'runtime.message-not-correlated': 'Không nơi nào chờ thông điệp này',
  'runtime.kept-message-not-found': 'Không còn giữ thông điệp này',
  'runtime.offer-not-found': 'Việc này không còn được chọn',
  'runtime.job-not-found': 'Không có việc tự động này',
  'runtime.job-not-failed': 'Việc tự động này chưa hỏng',

  'engine.modification-impossible': 'Không chuyển bước như vậy được, chưa có gì thay đổi',
  'engine.activity-not-offered': 'Việc này không còn được chọn',
  'engine.sequential-activities': 'Các bước này làm lần lượt, bước trước còn đang mở',
  'engine.not-open': 'Bước này không còn mở',

  // A step of the process that cannot be taken, seen by whoever completed the task before it.
  'engine.no-outgoing-flow': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'runtime.runaway-events': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'runtime.runaway-calls': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'engine.runaway-loop': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'engine.unsupported-element': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'engine.unusable-attribute': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'engine.uncaught-bpmn-error': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'engine.scripts-off': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'decisions.not-found': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'decisions.cycle': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'decisions.several-rules-match': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'decisions.differing-outputs': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'decisions.expression': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'decisions.value': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'decisions.result-mapping': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'expressions.script-limit': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'expressions.script-sandbox-lost': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'expressions.evaluation': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
  'expressions.value': 'Quy trình không đi tiếp được, hãy báo người thiết kế',
};

export const TITLED_CODES: readonly string[] = Object.keys(TITLES_OF_CODES);

const TITLES_OF_STATUSES: Readonly<Record<number, string>> = {
  400: 'Yêu cầu chưa đúng',
  401: 'Chưa đăng nhập',
  403: 'Không có quyền',
  404: 'Không tìm thấy',
  405: 'Không hỗ trợ thao tác này',
  406: 'Không trả được dạng dữ liệu yêu cầu',
  409: 'Không thực hiện được ở trạng thái hiện tại',
  413: 'Dữ liệu quá lớn',
  414: 'Địa chỉ quá dài',
  415: 'Không nhận loại dữ liệu này',
  422: 'Dữ liệu chưa hợp lệ',
  429: 'Quá nhiều yêu cầu',
  503: 'Tạm thời chưa phục vụ được',
};

export function problemTitle(code: string, status: number): string {
  return TITLES_OF_CODES[code] ?? TITLES_OF_STATUSES[status] ?? 'Lỗi hệ thống';
}
