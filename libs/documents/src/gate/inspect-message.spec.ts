import { inspectMessage } from './inspect.js';

const inspect = (question: string, title = 'Xin hỏi') => inspectMessage({ title, question, name: 'Nguyễn Văn An' }).map(({ where, ground, marked }) => `${where} ${ground}${marked ? '' : '?'}`);

describe('a message of somebody outside', () => {
  it.each([
    ['TUYỆT MẬT: kế hoạch phòng thủ'],
    ['Kính gửi cơ quan\nTỐI MẬT\nKế hoạch'],
    ['MẬT        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
    ['Độ mật: Tối mật'],
    ['(Mật) Kế hoạch'],
    ['Kế hoạch A2 (TUYỆT MẬT)'],
    ['M Ậ T  Kế hoạch'],
  ])('that bears the mark of a secret as documents do is one: %j', (text) => {
    expect(inspect(text)).toEqual(['question state-secret']);
    expect(inspect('Nộp ở đâu?', text.split('\n').at(-2) ?? text)).toEqual(['title state-secret']);
  });

  it.each([
    ['Tài liệu đóng dấu MẬT thì photo thế nào? Độ tuyệt mật là gì?'],
    ['Ai được đọc công văn mật của xã?'],
    ['Hỏi về dấu “TỐI MẬT” và dấu (mật) trên văn bản'],
  ])('that only speaks of secrets is for people to look at: %j', (text) => {
    expect(inspect(text)).toEqual(['question state-secret?']);
    expect(inspect('Nộp ở đâu?', text)).toEqual(['title state-secret?']);
  });

  it.each([
    ['Tôi tố cáo ông Bình phòng QLCN nhận hối lộ', ['question denunciation?']],
    ['toi to cao ong Binh', ['question denunciation?']],
    ['Nộp hồ sơ khiếu\nNại ở đâu?', []],
    ['Thời hạn giải quyết khiếu nại là bao lâu?', ['question complaint?']],
    ['ĐƠN KHIẾU NẠI\nTôi tố giác ông B', ['question complaint', 'question denunciation?']],
    ['Cây này to cao bao nhiêu mét?', []],
    ['Luật Bảo vệ bí mật nhà nước quy định gì? Mật khẩu, mật ong, bảo mật', []],
  ])('that speaks of complaints or denunciations is for people to look at, and is one where it calls itself so: %j', (text, found) => {
    expect(inspect(text)).toEqual(found);
  });
});
