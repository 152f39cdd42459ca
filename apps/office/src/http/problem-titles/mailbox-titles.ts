/** Titles of problems about mailboxes and what units ask for of them. */
export const MAILBOX_TITLES: Readonly<Record<string, string>> = {
  'directory.dormant-round-not-found': 'Không có đợt rà soát này',
  'directory.dormant-round-state': 'Đợt rà soát không ở bước có thể cho thôi',
  'directory.mailbox-by-request': 'Hộp thư của đơn vị thay đổi theo yêu cầu của đơn vị',
  'directory.mailbox-request-not-found': 'Không có yêu cầu về hộp thư này',
  'directory.mailbox-request-forbidden': 'Yêu cầu về hộp thư này không phải của bạn',
  'directory.mailbox-request-refused': 'Chưa nhận được yêu cầu về hộp thư',
  'directory.mailbox-request-state': 'Yêu cầu về hộp thư không còn ở bước này',
  'directory.mailbox-removal-by-one': 'Hủy hẳn hộp thư cần hai người: đơn vị yêu cầu, Chánh Văn phòng duyệt',
  'directory.mailbox-case-by-hand': 'Không sửa tay biến của việc về hộp thư; hãy rút yêu cầu và yêu cầu lại',
};
