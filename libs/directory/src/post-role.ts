/**
 * What a post is, independent of its title: rights hang on it. A person may hold several posts at once, such as head of
 * the IT unit and administrator.
 */
export const POST_ROLES = [
  'leader', // lãnh đạo: director and deputy directors
  'chief-of-office', // Chánh Văn phòng
  'head', // trưởng phòng
  'deputy-head', // phó trưởng phòng
  'staff', // công chức, chuyên viên
  'clerk', // văn thư
  'it', // bộ phận CNTT
  'personnel', // tổ chức – đào tạo
  'editor', // ban biên tập of the website
  'manager', // reads reports
  'designer', // changes processes
  'admin', // runs the installation
] as const;

export type PostRole = (typeof POST_ROLES)[number];

export function isPostRole(text: string): text is PostRole {
  return (POST_ROLES as readonly string[]).includes(text);
}
