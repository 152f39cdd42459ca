/**
 * What a finding says to people, by its code: `what` and `mend` are for those who operate or program. Codes that are not
 * here have no title; the field then says enough, as for a value of the wrong shape.
 */
const TITLES: Readonly<Record<string, string>> = {
  'document-date-in-future': 'Ngày văn bản ở tương lai',
  'document-date-after-arrival': 'Ngày văn bản sau ngày đến',
  'received-in-future': 'Lúc đến ở tương lai',
  'received-too-long-ago': 'Văn bản đến đã quá thời hạn vào sổ của cơ quan',
  'late-reason-missing': 'Vào sổ muộn hoặc vào sổ của năm trước thì phải ghi lý do',
  'received-in-closed-year': 'Sổ của năm văn bản đến đã khóa',
  'year-mistyped': 'Ngày cách nay quá mười năm, hãy kiểm tra năm',
  'due-missing': 'Văn bản có yêu cầu phúc đáp phải có thời hạn',
  'due-passed': 'Thời hạn đã qua',
  'due-twice': 'Ghi cả thời hạn và khoảng thời gian; chỉ ghi một',
  'calendar-unknown': 'Không có lịch này để tính thời hạn',
  'due-outside-of-calendar': 'Thời hạn vượt quá các năm của lịch',
  'due-after-reply': 'Thời hạn của đơn vị chủ trì sau thời hạn phúc đáp',
  'coordination-after-lead': 'Thời hạn phối hợp sau thời hạn của đơn vị chủ trì',
  'asks-oneself': 'Không xin ý kiến chính mình',
  'person-named-twice': 'Một người được nêu hai lần',
  'answer-awaited': 'Người này đã được hỏi, đang chờ ý kiến',
  'person-without-post': 'Người này hiện không giữ chức vụ nào trong cơ quan',
  'unit-unknown': 'Không có đơn vị này',
  'unit-leads-the-agency': 'Lãnh đạo cơ quan không phải đơn vị nhận việc',
  'unit-named-twice': 'Một đơn vị được nêu hai lần trong bút phê',
  'lead-missing': 'Bút phê phải có một đơn vị chủ trì',
  'lead-twice': 'Bút phê chỉ có một đơn vị chủ trì',
  'lead-due-by-act': 'Thời hạn của đơn vị chủ trì chỉ đổi bằng gia hạn hoặc đính chính thời hạn',
  'due-needed': 'Thời hạn chung đã qua, hãy ghi thời hạn riêng cho đơn vị này',
  'instruction-unchanged': 'Bút phê mới không khác bút phê hiện hành',
  'work-opened': 'Đơn vị đã mở việc này',
  'instructed-by-no-leader': 'Người bút phê hiện không phải lãnh đạo',
  'same-number-and-date': 'Văn bản cùng số, ký hiệu, cơ quan và ngày đã vào sổ',
  'same-number-other-date': 'Văn bản cùng số, ký hiệu và cơ quan đã vào sổ trong năm, nhưng khác ngày',
  'book-unknown': 'Không có sổ này',
  'book-of-other-kind': 'Sổ này không dành cho loại văn bản ấy',
  'default-book-missing': 'Phải luôn có một sổ mặc định',
  'incoming-book-by-type': 'Sổ văn bản đến không chia theo tên loại',
  'keeper-unknown': 'Không có người giữ sổ này',
  'form-needs-it': 'Hình thức ký này cần có thông tin ấy',
  'ends-before-it-begins': 'Ngày cuối trước ngày đầu',
  'authority-of-oneself': 'Không tự ghi thẩm quyền ký cho mình',
  'entrusted-by-oneself': 'Không tự giao quyền ký cho mình',
  'holder-without-post': 'Người này không giữ chức vụ được ký theo hình thức ấy',
  'more-than-was-granted': 'Có loại văn bản mà người giao không được ký',
  'recipient-unreadable': 'Không đọc được hộp thư ở dòng này',
  'has-other-head': 'Trong thời gian ấy đã có người đứng đầu khác',
  'drafting-unit-missing': 'Hãy chọn một đơn vị của mình',
  'drafting-unit-of-others': 'Không thuộc đơn vị soạn thảo này',
  'unit-without-head': 'Đơn vị soạn thảo chưa có người đứng đầu để duyệt',
  'signer-without-authority': 'Người này không có thẩm quyền ký loại văn bản ấy hôm nay',
  'obligation-unknown': 'Không có nghĩa vụ phúc đáp này trong các văn bản bạn được đọc',
  'obligation-locked': 'Nội dung văn bản cần phúc đáp đang bị khóa',
  'obligation-closed': 'Nghĩa vụ phúc đáp này đã kết thúc',
  'type-has-book': 'Tên loại này đã có sổ riêng',
};

export const TITLED_FINDINGS = Object.keys(TITLES);

export function findingTitle(code: string | undefined): string | undefined {
  return code === undefined ? undefined : TITLES[code];
}
