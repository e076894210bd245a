import { str } from '@lit/localize';

/** The lessons RNN, LSTM and GRU beside their labs. */
export const lesson = {
  'app.opened-link': '这是链接里的实验。按“撤销”可回到你自己的。',

  'lesson.title': '讲解',
  'lesson.see': '看什么',
  'lesson.formulas': '公式',
  'lesson.formula-numbers': str`每个公式下面是单元 1 在第 ${0} 步的数。`,
  'lesson.task': '做一做',
  'lesson.presets': '手工设定的权重',
  'lesson.compute': '算一算',
  'lesson.notes': '关于讲义',
  'lesson.too-short': '这道题问的是第 2 步：请把文本加长一些。',
  'lesson.not-yet': str`这道题问的是第 ${0} 步，而这一步还没有计算。`,
  'lesson.go': str`计算到第 ${0} 步`,
  'lesson.answer': '你的答案',
  'lesson.check': '核对',
  'lesson.ask-cell': str`第 ${0} 步，单元 1：${1}，旧值 ${2} 是 ${3}。新值 ${4} 是多少？`,
  'lesson.ask-activation': str`第 ${0} 步，单元 1：输入、旧状态与偏置之和为 ${1}，激活函数是 ${2}。${3} 是多少？`,
  'lesson.hint-cell': str`先算 ${0} 乘旧值 ${1}，再加上 ${2} 乘 ${3}。`,
  'lesson.hint-kept': str`先算 ${0} 乘旧值 ${1}，再加上 (1 − ${2}) 乘 ${3}。`,
  'lesson.hint-new': str`先算 (1 − ${0}) 乘旧值 ${1}，再加上 ${2} 乘 ${3}。`,
  'lesson.hint-tanh': 'tanh(a) = (e^a − e^−a) / (e^a + e^−a)：a 很小时接近 a，永远不超出 ±1。',
  'lesson.hint-sigmoid': 'σ(a) = 1 / (1 + e^−a)：在 0 处为 ½，总在 0 与 1 之间。',
  'lesson.hint-relu': 'ReLU 让正数保持原样，把负数变成 0。',
  'lesson.right': str`✓ 正确：网络算出的是 ${0}。`,
  'lesson.near': str`差一点：中间结果请保留三位小数。${0}`,
  'lesson.sign': '大小对了，正负号反了。',
  'lesson.wrong': str`还不对。${0}`,
  'lesson.no-number': '请填一个数，例如 −0.25，或乘积之和，例如 0.5 × 0.2 − 0.1。',

  'rnn.see-1':
    '每一步都用同一组权重读取新的输入 x_t 和旧的隐式编码 h_{t−1}，得到新的隐式编码 h_t。网络对前文的全部了解都在 h 里，此外没有别的记忆。',
  'rnn.see-2':
    '展开之后，环路变成与文本等长的链：一个各层共享权重的前馈神经网络。正因如此，反向传播可以直接用在它上面。',
  'rnn.task':
    '选下面的“三种记忆”并播放，前向算完会自动暂停。每个单元只接收自己的旧状态，权重分别是 0.5、1 和 1.2：一个渐渐消失，一个保持不变，一个不断增大。再到设置里选 tanh 重放一遍：还有哪个能保持？',
  'rnn.notes-bias': '讲义这里的公式没有偏置，而沿时间反向传播一节的公式有，本网络也有：令 b = 0 就是讲义的公式。',
  'rnn.notes-letters': '字母前后有变化：这里的 U 和 W，就是反向传播一节的 W_x 和 W_h。',
  'rnn.notes-relu': '讲义中 Φ 取 Sigmoid 或 tanh。设置里还有 ReLU：它能原样保持一个值，但没有上界。',

  'lstm.see-1':
    '内部记忆单元 c 像一条贯穿时间的传送带。每一步，遗忘门 f 决定旧内容留下多大比例，输入门 i 决定候选值有多大比例放上去。除此之外没有什么会改动它：所以它是长时记忆。',
  'lstm.see-2':
    '隐式编码 h 是短时记忆：输出门 o 在这一步从传送带上取出、输出到 h 的部分。各个门自己只看 x_t 和 h_{t−1}。',
  'lstm.task':
    '选下面的“携带 20 步”并播放，前向算完会自动暂停：比较单元 1 和单元 2 的 c。然后点开单元 1 的 f，一路找到它的偏置 b_f，把它降到 2：20 步之后还剩多少？',
  'lstm.notes-output':
    '讲义列出了输出门却没有说明。它决定记忆有多少输出到 h：h_t = o ⊙ tanh(c)。o 为 0 时，记忆只是被遮住，并没有丢失。',
  'lstm.notes-tanh':
    '为什么用 tanh 而不用 Sigmoid？候选值在 −1 与 1 之间，既能增加记忆也能减少记忆。换成 Sigmoid，输入就只能增加，c 只有靠遗忘才会变小，而且永远不会低于 0：请比较最后两组预设。',
  'lstm.notes-letter':
    '讲义没有给候选值单独的字母，而是直接写在 c 的公式里。这里写作带波浪线的 c；本应用自己用的字母是 g。',

  'gru.see-new':
    '没有内部记忆单元，只有 h 传下去。更新门 z 负责混合：旧状态占 1 − z，候选值占 z。留下的与新取的加起来总是 1。',
  'gru.see-kept':
    '没有内部记忆单元，只有 h 传下去。更新门 z 负责混合：旧状态占 z，候选值占 1 − z。留下的与新取的加起来总是 1。',
  'gru.see-2':
    '重置门 r 决定候选值能看到多少旧状态。两个门加一个候选值共三块权重，而 LSTM 有四块：要学的少四分之一，也更快。',
  'gru.task':
    '选下面的“重置门为 0”并播放，前向算完会自动暂停。两个单元都先读到一次 a，之后只有 b。单元 1 的 r = 0，单元 2 的 r = 1：到最后谁还记得那个 a？',
  'gru.notes-weight': '讲义在候选值的公式里把旧状态的权重印成了 U_r。应当是 U_h：U_r 属于重置门。',
  'gru.notes-new':
    '讲义说“更新门的值越大，过去保留得越多”。但按讲义自己的公式 h = (1 − z) ⊙ h_{t−1} + z ⊙ 候选值，z 越大保留得越少。这句话符合的是另一种约定，即 PyTorch 所用的。',
  'gru.notes-kept':
    '现在 z 表示保留的比例，与 PyTorch 相同，讲义的那句话是对的：z 越大，过去保留得越多。讲义的公式则是另一种约定。',
  'gru.notes-reset': '讲义在乘 U_h 之前使用重置门，PyTorch 则在之后使用。设置里两种都有，算出的数值不同。',

  'preset.rnn-memories': '三种记忆',
  'preset.rnn-memories-look': '先读到一个强的“!”，之后再无输入：h 分别消失、保持、增大。',
  'preset.rnn-forgetful': '没有记忆',
  'preset.rnn-forgetful-look': '状态到状态的权重为 0：相同的字符总是给出相同的 h。',
  'preset.lstm-carry': '携带 20 步',
  'preset.lstm-carry-look': '单元 1 的遗忘门为 1，单元 2 的为 ½。',
  'preset.lstm-closed': '输入门为 0',
  'preset.lstm-closed-look': '候选值很大，却什么也进不去：c 几乎一直是 0。',
  'preset.lstm-adds-removes': 'tanh 有增有减',
  'preset.lstm-adds-removes-look': '每个 a 使 c 增加，每个 b 使 c 减少。',
  'preset.lstm-adds-only': 'Sigmoid 只增不减',
  'preset.lstm-adds-only-look': '权重相同，但每个 b 也会增加一点：c 只会变大。',
  'preset.gru-forget': '重置门为 0',
  'preset.gru-forget-look': '单元 1 立刻遗忘，单元 2 记得。',
  'preset.gru-carry': '保持旧值',
  'preset.gru-carry-look': '单元 1 取一次，然后保持 20 步；单元 2 每次走一半。',
  'preset.gru-replace': '全部换新',
  'preset.gru-replace-look': '全部替换：h 就是这一步的候选值，没有更早的内容。',

  'rolled.roll': '折叠',
  'rolled.unroll': '展开',
  'rolled.layers': '每一层读取下一层的状态；最上层的状态送往输出。',
  'rolled.words-rolled': '折叠：一个单元，读取一个字符和自己上一步的状态。',
  'rolled.words-unrolled': str`展开：同一个单元每步出现一次，把状态交给下一步。${0}`,

  'valves.title': str`单元 ${0}，第 ${1} 步`,
  'valves.before': '上一个单元',
  'valves.after': '下一个单元',
  'valves.not-yet': '这一步的数还没有全部算出：没有数的阀门画成关闭。',
  'valves.mixed': str`保留旧值 ${1} 的 ${0}，放入新值 ${3} 的 ${2}：得到 ${4}。`,
  'valves.shown': str`输出到 h 的是 ${0}。`,
  'belt.blank': str`第 ${0} 步：尚未计算`,
  'belt.step': str`第 ${0} 步：${1}`,

  'view.letters': '记号',
  'view.notes': '讲义的',
  'view.own': '本应用的',
  'view.update': '更新门 z 表示谁的比例',
  'view.new': '新的候选值',
  'view.kept': '旧的状态（PyTorch）',
  'view.predict': '先猜后看：每个数显示之前先猜一猜',

  'guess.unit': str`第 ${2} 步单元 ${1} 的${0}`,
  'guess.gate': str`${0}：开度超过一半，还是不到一半？`,
  'guess.state': str`${0}：会变大还是变小？现在的大小是 ${1}。`,
  'guess.sign': str`${0}：是正还是负？`,
  'guess.output': str`正确的字符会得到超过平均份额 ${0} 的概率吗？`,
  'guess.loss': str`第 ${0} 步的损失：会变大还是变小？第 ${1} 步的是 ${2}。`,
  'guess.score': str`第 ${1} 步“${0}”的得分`,
  'guess.share': str`第 ${0} 步对 ∂L/∂${1} 的贡献：比第 ${2} 步的大还是小？`,
  'guess.gradient': str`${0}的梯度：是正还是负？`,
  'guess.grows': '变大',
  'guess.shrinks': '变小',
  'guess.more': '超过',
  'guess.less': '不到',
  'guess.right': '猜对了。',
  'guess.wrong': '正好相反。',
  'guess.even': '正好在中间：不计分。',
  'guess.seen': '这个数之前已经看过：不计分。',
  'guess.tally': str`${1} 次中猜对 ${0} 次`,

  'check.do': '核对一下：这个梯度对吗？',
  'check.up': str`权重加 ε = ${0} 时的 L`,
  'check.down': str`权重减 ε = ${0} 时的 L`,
  'check.numeric': '两者之差除以 2ε',
  'check.analytic': '链式法则得到的 ∂L/∂w',
  'check.relative': '相对误差',
  'check.kink': str`在这个权重的 ε 范围内，有一个 ReLU 发生转折：L 向上的斜率是 ${0}，向下的斜率是 ${1}，二者的平均不是导数。链式法则把 ReLU 在 0 处的导数取为 0。`,

  'sheet.stream': '把这个神经元看作数据流',
  'marbles.title': '弹珠图',
  'marbles.made': '一颗弹珠是怎样产生的：',
  'marbles.complement': '数据流中实际的激活值是 1 减去所示的数，梯度则符号相反：约定只改变写法，不改变计算。',
  'marbles.console': '在浏览器控制台里（那里的单元从 0 数起）：',
  'marbles.copy': '复制这一行',
  'marbles.copied': '已复制',
  'marbles.step': str`第 ${0} 步：${1}`,

  'choice.candidate': '候选值的激活函数',
  'settings.depth': '堆叠层数',
  'settings.link': '复制链接',
  'settings.link-copied': '链接已复制：打开就是现在的状态。',
  'settings.link-rounded': '链接已复制：打开就是现在的状态，每个权重保留七位有效数字。全部位数都写上，链接就太长了。',
  'settings.link-long': '当前状态放不进 4 KB 的链接。缩短文本，减少单元数或不同字符的个数，或点“重新开始”。',
  'settings.link-not-finite': '权重已变成 NaN 或 ∞，链接无法恢复这样的状态。请撤销，或点“重新开始”。',
  'lab.from-above': '来自更高一层',
  'say.keeping-gate': str`加权和为 ${0}，σ 把它变成一个比例：旧状态的 ${1} 将被保留。`,
  'ask.keeping-gate': '旧状态会留下多少？',
};
