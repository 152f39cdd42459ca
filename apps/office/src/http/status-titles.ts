/** What a refusal is called that has no title of its own, by its HTTP status. */
export const TITLES_OF_STATUSES: Readonly<Record<number, string>> = {
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
  416: 'Phần cần xem nằm ngoài dữ liệu',
  422: 'Dữ liệu chưa hợp lệ',
  423: 'Đang bị khóa',
  429: 'Quá nhiều yêu cầu',
  503: 'Tạm thời chưa phục vụ được',
};
