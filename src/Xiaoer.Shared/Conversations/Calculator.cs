using System.Globalization;

namespace Xiaoer.Shared.Conversations;

/// <summary>What a sum comes to, or the code and place of what is wrong with it.</summary>
public readonly record struct Sum(decimal Value, string? Fault = null, int At = 0)
{
    /// <summary>Rounded to the digits of a price, without zeros nobody would write behind whole numbers.</summary>
    public string ToPrice(int digits = 2) => decimal.Round(Value, digits, MidpointRounding.AwayFromZero).ToString(Value == decimal.Truncate(Value) ? "0" : "0." + new string('0', digits), CultureInfo.InvariantCulture);
}

/// <summary>
/// Sums as a shop's staff write them (A3.12), exactly and in decimals: <c>129*2+59</c>, <c>(129+59)*0.9</c>, <c>199-15%</c> (off what stands before), <c>199 88折</c>,
/// <c>258 满200减30</c> (once), <c>618 每满200减30</c> (each time), in English <c>258 spend 200 save 30</c>, <c>618 every 200 save 30</c>, <c>199 15% off</c>. Offers apply in the order
/// they stand to everything before them. Full-width signs count like their narrow ones.
/// </summary>
public static class Calculator
{
    public const int Longest = 200;

    public static Sum Of(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Sum(0, "empty");
        if (text.Length > Longest) return new Sum(0, "too_long", Longest);
        var reader = new Reader(text);
        try
        {
            var value = reader.Offers();
            return reader.Fault is { } fault ? new Sum(0, fault, reader.FaultAt) : reader.Done ? new Sum(value) : new Sum(0, "unexpected", reader.At);
        }
        catch (OverflowException) { return new Sum(0, "too_large", reader.At); }
    }

    // Offers: sum (offer)*. Sum: product (± product)*. Product: factor (×÷ factor)*. Factor: number, sign, brackets, each with % behind.
    private ref struct Reader(string text)
    {
        private const int Deepest = 20;
        private int _depth;

        public int At { get; private set; }
        public string? Fault { get; private set; }
        public int FaultAt { get; private set; }

        public bool Done
        {
            get
            {
                Skip();
                return At >= text.Length;
            }
        }

        public decimal Offers()
        {
            var value = Add();
            while (Fault is null)
            {
                if (Word("每满", "every")) value = Reduce(value, each: true);
                else if (Word("满", "spend")) value = Reduce(value, each: false);
                else if (!Percentage(ref value)) return value;
                if (Fault is null && Peek() is '+' or '-' or '*' or '/') value = Continue(value);
            }

            return value;
        }

        private decimal Add()
        {
            var (value, _) = Multiply();
            return Continue(value);
        }

        private decimal Continue(decimal value)
        {
            while (Fault is null)
            {
                var sign = Peek();
                if (sign is '*' or '/')
                {
                    At++;
                    var (factor, _) = Factor();
                    value = sign == '*' ? value * factor : Divide(value, factor);
                    continue;
                }

                if (sign is not ('+' or '-')) return value;
                At++;
                var (other, percent) = Multiply();
                var change = percent ? value * other : other; // 199-15%: fifteen per cent of what stands before
                value = sign == '+' ? value + change : value - change;
            }

            return value;
        }

        private (decimal Value, bool Percent) Multiply()
        {
            var (value, percent) = Factor();
            while (Fault is null && Peek() is '*' or '/')
            {
                var times = Peek() == '*';
                At++;
                var (factor, _) = Factor();
                value = times ? value * factor : Divide(value, factor);
                percent = false;
            }

            return (value, percent);
        }

        private (decimal Value, bool Percent) Factor()
        {
            var sign = Peek();
            if (++_depth > Deepest) return (Wrong("unexpected"), false);
            decimal value;
            if (sign is '-' or '+')
            {
                At++;
                value = Factor().Value;
                if (sign == '-') value = -value;
            }
            else if (sign == '(')
            {
                At++;
                value = Offers();
                if (Fault is null && Peek() != ')') Wrong("bracket");
                else At++;
            }
            else value = Number();

            _depth--;
            if (Fault is not null || Peek() != '%' || IsOff()) return (value, false);
            At++;
            return (value / 100, true);
        }

        /// <summary>88折, 8.8折: that many hundredths or tenths are paid. 15% off: the rest is.</summary>
        private bool Percentage(ref decimal value)
        {
            var from = At;
            if (!char.IsAsciiDigit(Peek())) return false;
            var number = Number();
            if (Word("折", null))
            {
                value *= number > 10 ? number / 100 : number / 10;
                return number is > 0 and < 100 || Wrong("percent") > 0;
            }

            if (IsOff())
            {
                At++;
                Word(null, "off");
                value -= value * number / 100;
                return number is >= 0 and <= 100 || Wrong("percent") > 0;
            }

            At = from;
            return false;
        }

        private decimal Reduce(decimal value, bool each)
        {
            var limit = Number();
            if (Fault is not null) return 0;
            if (!Word("减", "save")) return Wrong("save");
            var off = Number();
            if (limit <= 0) return Wrong("limit");
            var times = value < limit ? 0 : each ? decimal.Floor(value / limit) : 1;
            return value - times * off;
        }

        private decimal Number()
        {
            Skip();
            var (from, points) = (At, 0);
            var digits = new System.Text.StringBuilder();
            while (At < text.Length)
            {
                var c = Narrow(text[At]);
                if (c == ',' && digits.Length > 0 && At + 1 < text.Length && char.IsAsciiDigit(Narrow(text[At + 1]))) { At++; continue; }
                if (!char.IsAsciiDigit(c) && (c != '.' || points++ > 0)) break;
                digits.Append(c);
                At++;
            }

            if (decimal.TryParse(digits.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return value;
            At = from;
            return Wrong(digits.Length > 25 ? "too_large" : "number");
        }

        private decimal Divide(decimal value, decimal by) => by == 0 ? Wrong("zero") : value / by;

        // "15% off" stands behind what it is taken off; a percent sign alone belongs to its number.
        private bool IsOff()
        {
            if (Peek() != '%') return false;
            return text.AsSpan(At + 1).TrimStart().StartsWith("off", StringComparison.OrdinalIgnoreCase);
        }

        private bool Word(string? chinese, string? english)
        {
            Skip();
            foreach (var word in new[] { chinese, english })
            {
                if (word is null || !text.AsSpan(At).StartsWith(word, StringComparison.OrdinalIgnoreCase)) continue;
                At += word.Length;
                return true;
            }

            return false;
        }

        private char Peek()
        {
            Skip();
            return At < text.Length ? Narrow(text[At]) : '\0';
        }

        private void Skip()
        {
            while (At < text.Length && (char.IsWhiteSpace(text[At]) || text[At] is '¥' or '￥' or '元' or '$' or '£' or '€')) At++;
        }

        private static char Narrow(char c) => c switch
        {
            '×' or '＊' or 'x' or 'X' => '*',
            '÷' or '／' => '/',
            '−' or '－' or '–' => '-',
            '＋' => '+',
            '（' => '(',
            '）' => ')',
            '％' => '%',
            '。' or '．' => '.',
            '，' => ',',
            >= '０' and <= '９' => (char)(c - '０' + '0'),
            _ => c,
        };

        private decimal Wrong(string fault)
        {
            if (Fault is null) (Fault, FaultAt) = (fault, At);
            return 0;
        }
    }
}
