import { str } from '@lit/localize';

export const app = {
  'app.language': 'zh-Hans',
  'app.back': '返回',
  'app.theme': '外观',
  'theme.system': '跟随系统',
  'theme.light': '浅色',
  'theme.dark': '深色',
  'app.messages': '消息',
  'app.opening': '正在打开……',
  'app.failed.title': '这个页面没能打开',
  'app.failed.online': '应用的一部分没有加载成功。请再试一次；如果还是不行，请刷新页面。已保存的内容不受影响。',
  'app.failed.offline': '应用的这一部分还没有存到本机，而现在没有网络。请联网一次后再试。已保存的内容不受影响。',
  'app.retry': '再试一次',
  'app.reload': '刷新',
  'app.document-title': str`${0} · Unroll`,
  'app.no-language': '另一种语言的文字还没有存到本机。请联网一次后再试。',
  'app.update': 'Unroll 的新版本已就绪。',
  'app.store-blocked': '另一个标签页里打开着旧版 Unroll。请关闭它，你的训练随后就会在这里打开。',
  'app.store-outdated': 'Unroll 已在另一个标签页中更新。请刷新本页，才能继续保存。',
  'app.store-closed': '浏览器暂时关闭了存储。如果有内容没有保存，请再试一次。',
  'app.error': str`出错了：${0}`,
};
