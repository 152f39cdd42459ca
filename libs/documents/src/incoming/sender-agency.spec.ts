import { agencyKey } from './sender-agency.js';

it.each([
  ['UBND tỉnh Bình Định', 'Uỷ  ban Nhân dân tỉnh BÌNH ĐỊNH'],
  ['UBND tỉnh Bình Định', 'Ủy ban nhân dân Bình Định'.normalize('NFD')],
  ['UBND TP. Quy Nhơn', 'UBND thành phố Quy Nhơn'],
  ['Sở Khoa học & Công nghệ', 'Sở KHCN'],
  ['Văn phòng Chính phủ', 'VPCP'],
  ['Ban Dân tộc', 'ban dan toc'],
])('takes %j and %j for one agency', (one, other) => {
  expect(agencyKey(one)).toBe(agencyKey(other));
});

it.each([
  ['UBND tỉnh Bắc Ninh', 'UBND thành phố Bắc Ninh'],
  ['UBND xã Phước Sơn', 'UBND huyện Phước Sơn'],
  ['Sở Tư pháp', 'Sở Tài chính'],
])('keeps %j and %j apart', (one, other) => {
  expect(agencyKey(one)).not.toBe(agencyKey(other));
});
